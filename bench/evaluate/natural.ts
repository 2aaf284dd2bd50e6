import { matchContact } from '../../core/confidence/names/match-contact.ts';
import type { Contact } from '../../core/household/contact.ts';
import type { ContactId } from '../../core/household/ids.ts';
import { AddressBooks } from '../speech/address-book.ts';
import { type Random, randomOf } from '../speech/random.ts';
import { type Command, type Name, tokenize } from '../speech/speech-sets.ts';
import { pureEcho } from './pure-echo.ts';
import { evaluationHousehold } from './replay.ts';

/** A sentence with the person whom it is for. */
export type NaturalRow = Command & { recipient: string };

/** What came of one sentence. */
export type NaturalResult = {
  row: NaturalRow;
  /** After the sentence alone, the message is held, or its recipient or content is known. */
  understood: boolean;
  held: 'right' | 'other' | 'no';
  turns: number;
  /** What the held message says. */
  content?: string | undefined;
  /** Stopped as an accident. */
  stopped: boolean;
};

/** Fractions of the rows; see {@link countNatural}. */
export type NaturalFigures = {
  understood: number;
  heldRight: number;
  heldOther: number;
  heldInOneTurn: number;
  contentRight: number;
  stopped: number;
  meanTurns: number;
  n: number;
};

const CONTACTS = 30;
/** Nobody goes on for longer. */
const MOST_TURNS = 8;
/** What somebody says whose sentence has no message. */
const SOME_MESSAGE = 'dinner is ready at seven';

/**
 * Says each sentence to the device simulator in one breath, after "alexa, ask second yes to". Each has an address book of
 * thirty contacts with its recipient in it. A willing person then answers what is asked: the name, the name again, the
 * message.
 */
export async function playNatural(
  rows: readonly NaturalRow[],
  names: readonly Name[],
  { seed }: { seed: number },
): Promise<NaturalResult[]> {
  const books = new AddressBooks(names);
  const results: NaturalResult[] = [];
  for (const [index, row] of rows.entries())
    results.push(await playSentence(row, bookWith(row.recipient, books, randomOf(seed, 'natural', index))));
  return results;
}

const RECIPIENT = 'recipient' as ContactId;

/** Thirty contacts: the recipient, and others whom the recipient's name does not fit as well. */
function bookWith(recipient: string, books: AddressBooks, random: Random): Contact[] {
  const wanted: Contact = { id: RECIPIENT, name: recipient, nicknames: [], addresses: [] };
  const others = books
    .draw(2 * CONTACTS, random)
    .filter(one => matchContact({ text: recipient, resolved: [] }, [wanted, one]).kind !== 'ambiguous');
  const book = others.slice(0, CONTACTS - 1);
  book.splice(Math.floor(random() * (book.length + 1)), 0, wanted);
  return book;
}

async function playSentence(row: NaturalRow, contacts: Contact[]): Promise<NaturalResult> {
  const { echo, steps } = pureEcho(evaluationHousehold(contacts));
  let exchange = await echo.say(`alexa, ask second yes to ${row.text}`);
  const first = steps.at(-1)?.conversation;
  const isHeld = () => steps.some(({ effect }) => effect?.do === 'hold');
  const understood = isHeld() || first?.recipient !== undefined || first?.said !== undefined;
  let turns = 1;
  while (!isHeld() && exchange.asks && turns < MOST_TURNS) {
    if (exchange.asks === 'nothing' || exchange.asks === 'more') break;
    const asksMessage = exchange.asks === 'message';
    exchange = await echo.say(asksMessage ? (row.content ?? SOME_MESSAGE) : row.recipient);
    turns += 1;
  }
  const hold = steps.flatMap(({ effect }) => (effect?.do === 'hold' ? [effect] : []))[0];
  const isRight = hold?.messages.some(({ contact }) => contact === RECIPIENT);
  return {
    row,
    understood,
    held: !hold ? 'no' : isRight ? 'right' : 'other',
    turns,
    content: hold && 'transcript' in hold.content ? hold.content.transcript : undefined,
    stopped: steps.some(({ effect }) => effect?.do === 'keep-story' && effect.stopped.why === 'unlikely'),
  };
}

/** Words at the start of a content that only join it to the request. */
const JOINING = new Set(['to', 'if', 'that', 'a', 'an', 'the', 'of', 'on', 'about', 'with', 'how']);

/** Whether two contents are equal but for case, punctuation and joining words at the start. */
export function isSameContent(a: string, b: string): boolean {
  const plain = (text: string) => {
    const words = tokenize(text).map(word => word.replace(/[^\p{L}\p{N}]/gu, ''));
    const first = words.findIndex(word => !JOINING.has(word));
    return words.slice(Math.max(0, first)).join('');
  };
  return plain(a) === plain(b);
}

const isContentRight = ({ row, content }: NaturalResult): boolean =>
  row.content !== undefined && content !== undefined && isSameContent(content, row.content);

/**
 * Counts. `heldInOneTurn` is a fraction of the rows with content, `contentRight` of those of them that are held for the
 * right person; all others are fractions of all rows.
 */
export function countNatural(results: readonly NaturalResult[]): NaturalFigures {
  const rate = (of: readonly NaturalResult[], is: (one: NaturalResult) => boolean) =>
    of.length === 0 ? 0 : of.filter(is).length / of.length;
  const withContent = results.filter(({ row }) => row.content !== undefined);
  return {
    understood: rate(results, one => one.understood),
    heldRight: rate(results, one => one.held === 'right'),
    heldOther: rate(results, one => one.held === 'other'),
    heldInOneTurn: rate(withContent, one => one.held === 'right' && one.turns === 1),
    contentRight: rate(
      withContent.filter(one => one.held === 'right'),
      isContentRight,
    ),
    stopped: rate(results, one => one.stopped),
    meanTurns: results.reduce((sum, one) => sum + one.turns, 0) / results.length,
    n: results.length,
  };
}

/** One line for each sentence: its result, the number of turns, the sentence and the content. */
export const listNatural = (results: readonly NaturalResult[]): string[] =>
  results.map(one => {
    const content =
      one.row.content === undefined ? 'no content' : isContentRight(one) ? 'content right' : 'content wrong';
    const what = [
      one.understood ? 'understood' : 'not understood',
      one.stopped ? 'stopped' : one.held === 'no' ? 'not held' : `held ${one.held}`,
      `${one.turns} turns`,
      content,
    ];
    return `${what.join(', ')}\t${one.row.recipient}\t${one.row.text}\t${one.content ?? ''}`;
  });
