import { dictionary } from 'cmu-pronouncing-dictionary';

/**
 * The phonemes of an entry of the CMU Pronouncing Dictionary, such as `anna` or `andrea(2)`; undefined if there is no
 * such entry. The skill's bundle has `adapters/files/pronunciation-file.ts` in place of this file, with the same
 * entries.
 */
export const dictionaryEntry = (entry: string): string[] | undefined =>
  Object.hasOwn(dictionary, entry) ? (dictionary[entry] ?? '').replace(/\d/g, '').split(' ') : undefined;
