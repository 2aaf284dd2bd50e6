import type { Contact } from '../../household/contact.ts';
import { isFamilyWord } from './family-words.ts';
import { inDigits, isNumberWord } from './number-words.ts';
import { nameAsSaid, withoutAround } from './spoken.ts';

/** The ways in which people say a saved name. */
export type Sayings = {
  /** The whole name. "Müller, Hans" has two orders; "4ever" may be said as "forever". */
  whole: readonly string[];
  /** The name without its end: "anna" and "anna maria" for "Anna Maria Berg". */
  beginnings: readonly string[];
  /**
   * What remains without a title or small word in front: "smith" for "Dr. Smith", "millers" for "The Millers". One of
   * several people: "anna" for "Anna & Ben".
   */
  rests: readonly string[];
};

/** The ways to say a saved name, each once. All are empty for a name that cannot be said. */
export function sayingsOf(name: string): Sayings {
  const whole = [nameAsSaid(name), surnameLast(name), rebusOf(name)].filter(isSayable);
  const beginnings = whole
    .filter(saying => !saying.includes(' and '))
    .flatMap(beginningsOf)
    .filter(saying => !whole.includes(saying));
  const rests = whole
    .flatMap(saying => [...restsOf(saying), ...membersOf(saying)])
    .flatMap(rest => [rest, ...beginningsOf(rest)])
    .filter(saying => !whole.includes(saying) && !beginnings.includes(saying));
  return { whole: unique(whole), beginnings: unique(beginnings), rests: unique(rests) };
}

/** A contact's names, as its owner wrote them. */
type Named = Pick<Contact, 'name' | 'nicknames'>;

/**
 * The sayings by which a contact is found, in the order in which they are tried: the whole name, nicknames, beginnings
 * of the name, then what follows a title.
 */
export function sayingsByStep({ name, nicknames }: Named) {
  const ofName = sayingsOf(name);
  const ofNicknames = nicknames.map(sayingsOf);
  return [
    { kind: 'exact', sayings: ofName.whole },
    { kind: 'nickname', sayings: ofNicknames.flatMap(({ whole }) => whole) },
    { kind: 'exact', sayings: ofName.beginnings },
    { kind: 'exact', sayings: ofName.rests },
    { kind: 'nickname', sayings: ofNicknames.flatMap(({ rests }) => rests) },
  ] as const;
}

/** All names that a contact may be called by, as they are said. */
export const namesOf = (contact: Named): string[] =>
  unique(sayingsByStep(contact).flatMap(({ sayings }) => sayings));

/**
 * The forms in which a heard name is looked up, in this order: as it was heard ("my linh" may be My Linh), without the words
 * around it, without a possessive ending.
 */
export function sayingsOfHeard(text: string): string[] {
  const said = nameAsSaid(text);
  const bare = withoutAround(said);
  return unique([said, bare, bare.endsWith("'s") ? bare.slice(0, -2) : bare]).filter(isSayable);
}

/**
 * The letters and digits of a saying. Two sayings with the same spelling cannot be told apart: "T. J." and "TJ", "O
 * Brien" and "O'Brien", "forty two" and "four two".
 */
export function spellingOf(saying: string): string {
  const words = saying.split(' ');
  return (words.some(isNumberWord) ? inDigits(words) : words).join('').replaceAll("'", '');
}

/** Whether there is more in a saying than apostrophes. */
const isSayable = (saying: string): boolean => /[^' ]/.test(saying);

/** What may follow a comma and is no first name: "Smith, Jr." */
const SUFFIXES = new Set('jr sr junior senior md phd esq ii iii iv'.split(' '));

function surnameLast(name: string): string {
  const [surname = '', first = '', ...more] = name.split(',');
  const said = nameAsSaid(first);
  return said === '' || more.length > 0 || SUFFIXES.has(said) ? '' : nameAsSaid(`${first} ${surname}`);
}

/** Digits that stand for a part of a word. */
const PARTS_OF_WORDS: Readonly<Record<string, string>> = { 2: 'to', 4: 'for', 8: 'ate' };

const rebusOf = (name: string): string =>
  nameAsSaid(name.replace(/(?<=[a-z])[248]|[248](?=[a-z])/gi, digit => PARTS_OF_WORDS[digit] ?? digit));

/** Words that are no name by themselves: "the" does not mean The Millers. Nor are single letters and numbers. */
const NO_NAMES = new Set(
  'the a an my our your his her its their this that these those of and or but for from to in on at with by is it i you he she we they so as if mister missus miss madam sir'.split(
    ' ',
  ),
);
const isNoName = (word: string): boolean => NO_NAMES.has(word) || /^[a-z]$/.test(word);

/** Titles that people say or leave out. "Doctor" alone may mean Dr. Smith; "mister" alone means nobody. */
const TITLES = new Set('doctor professor reverend captain sergeant coach'.split(' '));
const mayBeLeftOut = (word: string): boolean => isNoName(word) || TITLES.has(word) || isFamilyWord(word);

/** Initials are a name together. */
const isName = (words: readonly string[]): boolean =>
  words.some(word => !isNoName(word) && !isNumberWord(word)) ||
  (words.length > 1 && words.every(word => /^[a-z]$/.test(word)));

/** In words: "mary ann", "jean luc". */
const LONGEST_BEGINNING = 3;

function beginningsOf(saying: string): string[] {
  const words = saying.split(' ');
  return Array.from({ length: Math.min(LONGEST_BEGINNING, words.length - 1) }, (_, last) =>
    words.slice(0, last + 1),
  )
    .filter(isName)
    .map(some => some.join(' '));
}

function restsOf(saying: string): string[] {
  const words = saying.split(' ');
  const named = words.findIndex(word => !mayBeLeftOut(word));
  return Array.from({ length: named < 0 ? words.length - 1 : named }, (_, first) => words.slice(first + 1))
    .filter(isName)
    .map(some => some.join(' '));
}

function membersOf(saying: string): string[] {
  const members = saying.split(' and ');
  return members.length > 1 ? members.filter(member => isName(member.split(' '))) : [];
}

const unique = (sayings: readonly string[]): string[] => [...new Set(sayings)];
