/** A stream of numbers in [0, 1) that a seed determines. */
export type Random = () => number;

/**
 * The generator mulberry32 (Tommy Ettinger's SplitMix32 variant): 32 bits of state, the same on every machine.
 * Good enough to draw names and words; not for secrets.
 *
 * @param parts what the stream is for, such as `(seed, 'book', 3)`: each use has its own stream, so that one
 *   draw more in one place changes nothing in another
 */
export function randomOf(...parts: (string | number)[]): Random {
  let state = hashed(parts.join('\u0000'));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a with a last mix, 32 bits. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) | 0;
}

/** A whole number from 0 up to, not including, `below`. */
export const below = (random: Random, limit: number): number => Math.floor(random() * limit);

/** One of these; `items` must not be empty. */
export function pick<T>(random: Random, items: readonly T[]): T {
  if (items.length === 0) throw new Error('Nothing to pick from');
  return items[below(random, items.length)] as T;
}
