import type { Contact } from '../../household/contact.ts';
import { isFamilyWord } from '../../confidence/names/family-words.ts';
import { type Match, matchContact } from '../../confidence/names/match-contact.ts';
import type { TalkRates } from '../../confidence/names/talk-rates.ts';
import type { RequestWords } from './request-words.ts';
import type { Words } from './words.ts';

/** What an utterance is read by: the household's contacts, how often words occur in talk, and how people ask. */
export type Known = { contacts: readonly Contact[]; talk: TalkRates; requestWords: RequestWords };

/** Somebody who is named from one place to another, and the contact that the name fits, if any. */
export type Person = { from: number; to: number; match: Match };

/** The longest name that is looked up, in words. */
const NAME_WORDS = 4;

/** Whether the words are exactly the name of one or several contacts, or sound the same as it. */
const isNameItself = ({ match }: Person): boolean => match.kind !== 'none' && match.apart === 0;

/** Whether the words are exactly one contact's name, or sound the same as it. */
export const isExact = (person: Person): boolean => 'contact' in person.match && isNameItself(person);

/**
 * The people who are named from this place on, at least one: "anna", "anna and david", "anna, david and kim". Somebody
 * whom nobody knows is one of them where the words can only be a name.
 */
export function peopleAt(words: Words, place: number, known: Known): Person[] | undefined {
  const first = personAt(words, place, known);
  if (!first) return undefined;
  const people = [first];
  for (;;) {
    const next = nextInList(words, (people.at(-1) as Person).to, known);
    if (!next) return people;
    people.push(next);
  }
}

/** The next name of a list. Without "and" it is one only if the list goes on, and a stranger only after a comma. */
function nextInList(words: Words, place: number, known: Known): Person | undefined {
  const { and, singular } = known.requestWords;
  const joined = words.after(place, and);
  const isSeparate = joined !== undefined || words.hasCommaBefore(place);
  const contact = contactAt(words, joined ?? place, known);
  if (contact && isNameItself(contact)) {
    const isNext = isSeparate ? words.after(contact.to, singular) === undefined : goesOn(contact);
    return isNext ? contact : undefined;
  }
  const stranger = isSeparate ? strangerAt(words, joined ?? place, known) : undefined;
  return stranger && (joined !== undefined || goesOn(stranger)) ? stranger : undefined;

  function goesOn({ to }: Person): boolean {
    return nextInList(words, to, known) !== undefined;
  }
}

const personAt = (words: Words, place: number, known: Known): Person | undefined =>
  contactAt(words, place, known) ?? strangerAt(words, place, known);

/** The contact whose name stands at this place; the longest name that fits exactly, else one that sounds near. */
function contactAt(words: Words, place: number, known: Known): Person | undefined {
  const { articleOfName, singular } = known.requestWords;
  const inside = words.after(place, articleOfName);
  const behindArticle = inside === undefined ? undefined : nameAt(words, inside, known);
  const whole = nameAt(words, place, known);
  if (whole && isExact(whole)) return whole;
  if (behindArticle && isExact(behindArticle)) return behindArticle;
  // "my boss bob"
  const behindRelation = inside === undefined ? undefined : nameAt(words, inside + 1, known);
  const isNamed =
    behindRelation && isExact(behindRelation) && words.after(behindRelation.to, singular) === undefined;
  return isNamed ? behindRelation : (behindArticle ?? whole);
}

function nameAt(words: Words, from: number, { contacts, requestWords }: Known): Person | undefined {
  const { noNames } = requestWords;
  let near: Person | undefined;
  for (let to = Math.min(from + NAME_WORDS, words.count); to > from; to -= 1) {
    if (to > from + 1 && noNames.has(words.text(to - 1, to))) continue;
    const said = words.text(from, to);
    const person = { from, to, match: matchContact({ text: said, resolved: [] }, contacts) };
    if (person.match.kind === 'none') continue;
    // "anna's mom" is not Anna, but "mcdonald's" may be McDonald's.
    const possessor = to < words.count && said.endsWith("'s") ? said.slice(0, -2) : undefined;
    if (possessor && isExact({ ...person, match: matchContact({ text: possessor, resolved: [] }, contacts) }))
      continue;
    if (isExact(person)) return person;
    if (!noNames.has(words.text(from, from + 1))) near ??= person;
  }
  return near;
}

/** A name that is no contact's. A word that is common in talk is none, nor is one in the middle of a sentence. */
function strangerAt(words: Words, place: number, known: Known): Person | undefined {
  const { articleOfName, carrier, noNames, titles } = known.requestWords;
  const from = words.skip(place, articleOfName);
  const first = words.text(from, from + 1);
  if (first === '' || noNames.has(first) || words.after(from, carrier) !== undefined) return undefined;
  const to = endOfStranger(words, from, known);
  if (to === undefined) return undefined;
  const isCommon = known.talk.rateOf(first).own > 0 && !isFamilyWord(first) && !titles.has(first);
  // "My boss" is somebody, though the word is common.
  return isCommon && from === place ? undefined : { from, to, match: { kind: 'none' } };
}

/** Where an unknown name ends: after one word or two, before what follows a name; undefined in the middle of a sentence. */
function endOfStranger(words: Words, from: number, known: Known): number | undefined {
  const { afterName, and, noNames, titles } = known.requestWords;
  const isWord = (place: number) => place < words.count && !noNames.has(words.text(place, place + 1));
  const isTitled = titles.has(words.text(from, from + 1)) && isWord(from + 1);
  const ends = isTitled ? [from + 2] : isWord(from + 1) ? [from + 1, from + 2] : [from + 1];
  return ends.find(to => {
    if (to >= words.count || words.hasCommaBefore(to)) return true;
    if (words.after(to, afterName) !== undefined || words.after(to, and) !== undefined) return true;
    // "Kim, Anna is late": a contact begins what is to be said.
    const contact = nameAt(words, to, known);
    return contact !== undefined && isExact(contact);
  });
}
