import { dictionaryEntry } from './pronunciation-list.ts';

/** A word as ARPAbet phonemes without stress, such as `['AE', 'N', 'AH']` for Anna. */
export type Phonemes = readonly string[];

/** The dictionary numbers further pronunciations of a word from 2. Two are enough to understand a name. */
const VARIANTS = 2;

/**
 * Up to two pronunciations of a name of one or more words, from the CMU Pronouncing Dictionary; none if a word is not
 * in it.
 */
export function pronunciations(name: string): Phonemes[] {
  const joined = variantsOfWords(name.toLowerCase().split(' '));
  return joined.filter(
    (phonemes, index) => joined.findIndex(other => other.join(' ') === phonemes.join(' ')) === index,
  );
}

/** Consonants alone, or a vowel before J: TJ and AJ are said letter by letter. */
const INITIALS = /^(?:[b-df-hj-np-tv-xz]{2,3}|[aeo]j)$/;

function variantsOf(word: string): string[][] {
  const entries = [word, ...Array.from({ length: VARIANTS - 1 }, (_, index) => `${word}(${index + 2})`)];
  const known = entries.map(dictionaryEntry).filter(phonemes => phonemes !== undefined);
  return known.length === 0 && INITIALS.test(word) ? variantsOfWords(word.split('')) : known;
}

/** The first variants of all words, then the second ones; none if a word has none. */
function variantsOfWords(words: readonly string[]): string[][] {
  const variants = words.map(variantsOf);
  if (variants.some(({ length }) => length === 0)) return [];
  return Array.from({ length: VARIANTS }, (_, variant) =>
    variants.flatMap(ofWord => ofWord[variant] ?? ofWord[0] ?? []),
  );
}
