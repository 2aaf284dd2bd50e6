import { listed } from './pronunciation-list.ts';

/** A word as the ear has it: ARPAbet phones without stress, such as `['AE', 'N', 'AH']` for Anna. */
export type Phones = readonly string[];

/** The dictionary numbers further pronunciations from 2; two are enough to understand a name. */
const VARIANTS = 2;

/**
 * Up to two pronunciations of a name of one or more words, from the CMU Pronouncing Dictionary; none where a
 * word is not in it.
 */
export function pronunciations(name: string): Phones[] {
  const words = name.toLowerCase().split(' ');
  const perWord = words.map(word => variantsOf(word));
  return Array.from({ length: VARIANTS }, (_, variant) =>
    perWord.flatMap(variants => variants[variant] ?? variants[0] ?? [undefined]),
  ).filter((phones, index, all): phones is string[] => {
    const spelled = phones.join(' ');
    return !phones.includes(undefined) && all.findIndex(other => other.join(' ') === spelled) === index;
  });
}

function variantsOf(word: string): string[][] {
  const entries = [word, ...Array.from({ length: VARIANTS - 1 }, (_, index) => `${word}(${index + 2})`)];
  return entries.map(listed).filter(phones => phones !== undefined);
}
