import type { OneBreathForm } from '../../confidence/evidence/definition.ts';
import type { Match } from '../../confidence/names/match-contact.ts';
import { isExact, type Known, peopleAt, type Person } from './people.ts';
import type { RequestWords } from './request-words.ts';
import { Words } from './words.ts';

/** Somebody whom an utterance names: the name as it was said, and the contact that it fits, if any. */
export type NamedPerson = { said: string; match: Match };

/** What an utterance asks for. */
export type Understanding = {
  /** In the order in which they were said; empty if nobody was named. */
  recipients: NamedPerson[];
  /** What to tell them, as it was said: a part of the utterance. Missing if the utterance has none. */
  content?: string;
  form: OneBreathForm;
};

/**
 * Takes an utterance apart: whom it is for, and what to tell them. The carrier phrase ("tell", "send") may be there or
 * not, because Alexa gives free speech without it.
 *
 * The utterance is read in each way in which people say such a thing: "a message to sam saying …", "grandma a message
 * that …", "david know …", "anna that …", "… to jay". Several readings may begin at the same word. The one whose name
 * fits a contact best is taken. If two fit equally well, the earlier one is taken. Later words are read as the beginning
 * only if the earlier ones name nobody, so that a contact in the content is not taken for the recipient. Nobody is a
 * recipient whose name was not said.
 */
export function understandUtterance(utterance: string, known: Known): Understanding {
  const words = new Words(utterance);
  const end = withoutEndings(words, 0, words.count, known.requestWords.endings) || words.count;
  const starts = startsOf(words, end, known.requestWords);
  const best = bestReading(words, starts, known, end);
  const content = words.sentence(...(best?.content ?? [starts[0] as number, end]));
  return {
    recipients: (best?.people ?? []).map(({ from, to, match }) => ({ said: words.said(from, to), match })),
    form: best?.form ?? 'bare',
    ...(content !== '' && { content }),
  };
}

function bestReading(
  words: Words,
  starts: readonly number[],
  known: Known,
  end: number,
): Reading | undefined {
  let strangerLast: Reading | undefined;
  for (const start of starts) {
    const readings = READINGS.flatMap(read => read(words, start, known, end) ?? []);
    const last = readings.find(({ form }) => form === 'name-last');
    const nameFirst = readings.filter(one => one !== last);
    // "Kim, I gave it to Anna" is for Kim.
    const isForStranger = nameFirst.length > 0 && nameFirst.every(one => fitOf(one) === 0);
    const isForContact = last !== undefined && fitOf(last) > 0;
    if (!isForContact) strangerLast ??= last;
    const [first, ...others] = isForStranger || !isForContact ? nameFirst : readings;
    if (first) return others.reduce((best, one) => (fitOf(one) > fitOf(best) ? one : best), first);
  }
  return strangerLast;
}

/** How well the first name of a reading fits: a contact, several or near, unknown. */
function fitOf({ people: [first] }: Reading): number {
  if (!first || first.match.kind === 'none') return 0;
  return isExact(first) ? 2 : 1;
}

/** How far into an utterance its request may begin, in words. */
const LATEST_START = 10;

/** Where the request may begin: after politeness and a carrier word, and after each carrier word further on. */
function startsOf(words: Words, end: number, { carrier, politeness }: RequestWords): number[] {
  const first = words.skip(0, politeness, end);
  const starts: number[] = [];
  for (let place = first; place < Math.min(end, LATEST_START); place += 1) {
    const after = words.after(place, carrier, end);
    if (after !== undefined && after < end) starts.push(after, words.skip(after, politeness, end));
    if (place === first) starts.push(first);
  }
  return [...new Set([...starts, 0])];
}

/** The place where the words end if these endings are left out, as often as they stand there. */
function withoutEndings(words: Words, from: number, to: number, endings: readonly RegExp[]): number {
  for (let end = to; ;) {
    const text = ` ${words.text(from, end)}`;
    const ending = endings.find(one => one.test(text));
    if (!ending) return end;
    end = from + text.replace(ending, '').trim().split(' ').filter(Boolean).length;
  }
}

/** The people, and where the content stands. */
type Reading = { people: Person[]; content: readonly [from: number, to: number]; form: OneBreathForm };

type Read = (words: Words, start: number, known: Known, end: number) => Reading | undefined;

/** The people at a place, and what follows them as the content. */
function peopleThenContent(
  words: Words,
  place: number | undefined,
  known: Known,
  end: number,
): Reading | undefined {
  const { connectors, nothingSaid } = known.requestWords;
  const people = place === undefined || place >= end ? undefined : peopleAt(words, place, known);
  if (!people) return undefined;
  const after = (people.at(-1) as Person).to;
  const from = connectors.reduce((at, connector) => words.skip(at, connector, end), after);
  const to = words.after(from, nothingSaid, end) === end ? from : end;
  return { people, content: [from, to], form: from > after ? 'joined' : 'bare' };
}

const READINGS: readonly Read[] = [
  /** "a message to sam and ask if he wants pizza", "message to grandma: happy birthday" */
  (words, start, known, end) =>
    peopleThenContent(words, words.after(start, known.requestWords.messageTo, end), known, end),
  /** "a message asking ian if he locked the door", "message to let anna know …" */
  (words, start, known, end) =>
    peopleThenContent(words, words.after(start, known.requestWords.messageThat, end), known, end),
  /** "grandma a message saying happy birthday", "jaclyn a happy birthday message" */
  (words, start, known, end) => {
    const { aMessage, article, connectors, message } = known.requestWords;
    const people = peopleAt(words, start, known);
    if (!people) return undefined;
    const after = (people.at(-1) as Person).to;
    const about = words.after(after, aMessage, end);
    if (about !== undefined) {
      const from = connectors.reduce((at, connector) => words.skip(at, connector, end), about);
      return { people, content: [from, end], form: 'joined' };
    }
    const from = words.after(after, article, end);
    const isMessage = from !== undefined && end - from <= 4 && words.after(end - 1, message, end) === end;
    return isMessage ? { people, content: [from, end - 1], form: 'joined' } : undefined;
  },
  /** "anna that i'll be late", "david know dinner is ready", "anna and david we're leaving" */
  (words, start, known, end) =>
    peopleThenContent(words, words.skip(start, known.requestWords.backTo, end), known, end),
  /** "the word hello to kim", "i'm stuck in traffic to jay" */
  (words, start, known, end) => {
    const { nothingSaid, sentSo, theWords, toSomebody } = known.requestWords;
    for (let place = end - 2; place > start; place -= 1) {
      const name = words.after(place, toSomebody, end);
      const people = name === undefined || name >= end ? undefined : peopleAt(words, name, known);
      const after = people?.at(-1)?.to;
      if (!people || after === undefined || words.skip(after, nothingSaid, end) !== end) continue;
      const from = words.skip(start, theWords, place);
      return { people, content: [from, withoutEndings(words, from, place, sentSo)], form: 'name-last' };
    }
    return undefined;
  },
];
