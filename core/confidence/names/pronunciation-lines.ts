import type { Phonemes } from './pronunciation.ts';

const LINE_END = 0x0a;
const SPACE = 0x20;

/**
 * A pronouncing dictionary as text that {@link findPronunciation} searches in place: a line for each word, with a
 * space between the word and its phonemes, in the order of their bytes.
 */
export const pronunciationLines = (words: Iterable<[word: string, phonemes: Phonemes]>): string =>
  [...words]
    .map(([word, phonemes]) => `${word} ${phonemes.join(' ')}\n`)
    // No word has a character below the space, so lines sort as their words do.
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join('');

/** The phonemes of a word in such lines, by binary search; undefined if the word has no line. */
export function findPronunciation(lines: Uint8Array, word: string): string[] | undefined {
  // The first space of a line ends its word, so no word has one.
  if (word.includes(' ')) return undefined;
  const wanted = new TextEncoder().encode(`${word} `);
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const begin = middle === 0 ? 0 : lines.lastIndexOf(LINE_END, middle - 1) + 1;
    const at = lines.indexOf(LINE_END, middle);
    const end = at < 0 ? lines.length : at;
    const order = compareLine(lines, begin, wanted);
    if (order === 0) return new TextDecoder().decode(lines.subarray(begin + wanted.length, end)).split(' ');
    if (order < 0) low = end + 1;
    else high = begin;
  }
  return undefined;
}

/** Negative if the line comes before `wanted`, 0 if it begins with it, positive if it comes after. */
function compareLine(lines: Uint8Array, begin: number, wanted: Uint8Array): number {
  for (let i = 0; i < wanted.length; i += 1) {
    const difference = (lines[begin + i] ?? SPACE) - (wanted[i] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}
