/** Gives the next number of a stream, from 0 up to and without 1. */
export type Random = () => number;

/**
 * The stream that these parts determine, on every machine the same: the generator mulberry32 (Tommy Ettinger's
 * SplitMix32 variant) with 32 bits of state. It is good enough to draw names and words, but not for secrets.
 *
 * @param parts the seed and what the stream is for, such as `(seed, 'book', 3)`. Each use has its own stream, so that
 *   one more draw in one place changes nothing in another
 */
export function randomOf(...parts: (string | number)[]): Random {
  let state = hash(parts.join('\u0000'));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a of 32 bits with a final mix. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  return (state ^ (state >>> 13)) | 0;
}

/** A whole number from 0 up to and without `limit`. */
export const wholeBelow = (random: Random, limit: number): number => Math.floor(random() * limit);

/** One of the items, each as likely as the others. Throws if there are none. */
export function pick<T>(random: Random, items: readonly T[]): T {
  if (items.length === 0) throw new Error('Nothing to pick from');
  return items[wholeBelow(random, items.length)] as T;
}
