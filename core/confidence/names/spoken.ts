import { onFirstUse } from '../../household/on-first-use.ts';
import { inNumberWords } from './number-words.ts';

/** Most of what recognisers give is already in spoken form. */
const PLAIN = /^[a-z']+(?: [a-z']+)*$/;

const APOSTROPHES = /[\u2018\u2019\u02bb\u02bc\u2032`\u00b4]/g;

/** What is not heard: characters that are not shown, accents, and the vowel points of Hebrew and Arabic. */
const unheard = onFirstUse(
  () =>
    new RegExp(
      String.raw`[\p{Default_Ignorable_Code_Point}\p{Me}\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]`,
      'gu',
    ),
);
const marks = onFirstUse(() => new RegExp(String.raw`[^\p{L}\p{M}\p{N}' ]`, 'gu'));

/** Letters that NFKD leaves as they are, in the letters that English recognisers write for them. */
const IN_PLAIN_LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ŋ: 'ng',
  ø: 'o',
  ɔ: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ɖ: 'd',
  ɗ: 'd',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ɨ: 'i',
  ə: 'a',
  ɛ: 'e',
  ɓ: 'b',
  ƙ: 'k',
  ƴ: 'y',
};
const OTHER_LETTERS = new RegExp(`[${Object.keys(IN_PLAIN_LETTERS).join('')}]`, 'g');

/**
 * A text as it is spoken: lower case, in plain letters, without punctuation and without what is not heard, one space
 * between words. Marks that are letters in their script stay, such as the vowels of Hindi or the voicing of Japanese.
 */
export function spokenText(text: string): string {
  if (PLAIN.test(text)) return text;
  return (
    text
      // NFKD makes a space of ´, and an apostrophe of part of ŉ.
      .replace(APOSTROPHES, "'")
      .normalize('NFKD')
      .replace(APOSTROPHES, "'")
      .replace(unheard(), '')
      .normalize('NFC')
      .toLowerCase()
      .replace(OTHER_LETTERS, letter => IN_PLAIN_LETTERS[letter] ?? letter)
      .replace(marks(), ' ')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/** Titles as they are written, and as they are said. */
const SAID_TITLES: Readonly<Record<string, string>> = {
  dr: 'doctor',
  mr: 'mister',
  mrs: 'missus',
  misses: 'missus',
  missis: 'missus',
  ms: 'miss',
  prof: 'professor',
  rev: 'reverend',
  capt: 'captain',
  sgt: 'sergeant',
  st: 'saint',
  jr: 'junior',
  sr: 'senior',
};

/** "Anna & Ben", "Anna+Ben". */
const AND = /(?<=\S)\s*[&+]\s*(?=\S)/g;

/**
 * A name as it is said, with all words around it: numbers in words, titles in full, "and" for its signs. It is empty if
 * the name cannot be said, such as an emoji alone.
 */
export function nameAsSaid(text: string): string {
  const spoken = spokenText(/[&+]/.test(text) ? text.replace(AND, ' and ') : text);
  if (!/[ \d]/.test(spoken)) return spoken;
  const words = spoken.split(' ');
  // Alone, "MS" is somebody's initials.
  const titled = words.length > 1 ? words.map(word => SAID_TITLES[word] ?? word) : words;
  return titled.map(inNumberWords).join(' ');
}

/** Words said around a name that are not part of it. */
const AROUND = /^(?:(?:to|for|my|our|the|it's|its|please|um|uh) )+|(?: please)+$/g;

/** A said name without the words around it. If there are no others, the last one stays. */
export const withoutAround = (said: string): string => (said.includes(' ') ? said.replace(AROUND, '') : said);

/** A name as it is said, without the words around it. */
export const spokenName = (text: string): string => withoutAround(nameAsSaid(text));
