import type { Phones } from './pronunciation.ts';

/** The 39 phones of the CMU Pronouncing Dictionary, each with its own letter, so that sounds are short strings. */
const PHONES =
  'AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH'.split(
    ' ',
  );
const LETTERS = new Map(PHONES.map((phone, index) => [phone, String.fromCharCode(0x41 + index)]));

/** Every phone's letter. */
export const PHONE_ALPHABET: readonly string[] = [...LETTERS.values()];

/** The letter of one phone; none for what is no ARPAbet phone. */
export const letterOf = (phone: string): string => LETTERS.get(phone) ?? '';

/** Writes phones as a string, one letter a phone. */
export const phoneLetters = (phones: Phones): string => phones.map(letterOf).join('');
