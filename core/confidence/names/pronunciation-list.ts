import { dictionary } from 'cmu-pronouncing-dictionary';

/**
 * The phones of one entry of the CMU Pronouncing Dictionary, such as `anna` or `andrea(2)`; undefined where it has
 * none. The function's bundle has `pronunciation-list.files.ts` in this file's place, with the same entries.
 */
export const listed = (entry: string): string[] | undefined =>
  Object.hasOwn(dictionary, entry) ? (dictionary[entry] ?? '').replace(/\d/g, '').split(' ') : undefined;
