import type { Phones } from './pronunciation.ts';

const LINE_END = 0x0a;
const SPACE = 0x20;

/** A dictionary as text to be searched in place: a word, a space and its phones a line, in the order of their bytes. */
export const linesOf = (words: Iterable<[word: string, phones: Phones]>): string =>
  [...words]
    .map(([word, phones]) => `${word} ${phones.join(' ')}\n`)
    // No word has a character below the space, so lines sort as their words do.
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join('');

/** The phones of a word in such text, by halving; undefined for one that is not in it. */
export function phonesIn(lines: Uint8Array, word: string): string[] | undefined {
  // What stands behind the first space is no word.
  if (word.includes(' ')) return undefined;
  const wanted = new TextEncoder().encode(`${word} `);
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const begin = middle === 0 ? 0 : lines.lastIndexOf(LINE_END, middle - 1) + 1;
    const at = lines.indexOf(LINE_END, middle);
    const end = at < 0 ? lines.length : at;
    const order = compare(lines, begin, wanted);
    if (order === 0) return new TextDecoder().decode(lines.subarray(begin + wanted.length, end)).split(' ');
    if (order < 0) low = end + 1;
    else high = begin;
  }
  return undefined;
}

/** Whether a line comes before what is wanted (negative), begins with it (0), or comes after it. */
function compare(lines: Uint8Array, begin: number, wanted: Uint8Array): number {
  for (let i = 0; i < wanted.length; i += 1) {
    const apart = (lines[begin + i] ?? SPACE) - (wanted[i] as number);
    if (apart !== 0) return apart;
  }
  return 0;
}
