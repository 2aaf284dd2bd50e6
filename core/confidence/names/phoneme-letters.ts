import type { Phonemes } from './pronunciation.ts';

/** The 39 phonemes of the CMU Pronouncing Dictionary. */
const PHONEMES =
  'AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH'.split(
    ' ',
  );
/** Each phoneme has one letter, so that a pronunciation is a short string. */
const LETTERS = new Map(PHONEMES.map((phoneme, index) => [phoneme, String.fromCharCode(0x41 + index)]));

export const PHONEME_LETTERS: readonly string[] = [...LETTERS.values()];

/** The letter of a phoneme; empty for what is no ARPAbet phoneme. */
export const phonemeLetter = (phoneme: string): string => LETTERS.get(phoneme) ?? '';

/** Phonemes as a string of one letter each. */
export const phonemeLetters = (phonemes: Phonemes): string => phonemes.map(phonemeLetter).join('');
