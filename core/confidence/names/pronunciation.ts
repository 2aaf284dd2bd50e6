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
  const words = name.toLowerCase().split(' ').map(variantsOf);
  const joined = Array.from({ length: VARIANTS }, (_, variant) =>
    words.flatMap(variants => variants[variant] ?? variants[0] ?? [undefined]),
  );
  return joined.filter((phonemes, index): phonemes is string[] => {
    const text = phonemes.join(' ');
    const isFirst = joined.findIndex(other => other.join(' ') === text) === index;
    return isFirst && !phonemes.includes(undefined);
  });
}

function variantsOf(word: string): string[][] {
  const entries = [word, ...Array.from({ length: VARIANTS - 1 }, (_, index) => `${word}(${index + 2})`)];
  return entries.map(dictionaryEntry).filter(phonemes => phonemes !== undefined);
}
