import { distance } from 'fastest-levenshtein';
import { type Phones, pronunciations } from './pronunciation.ts';

/**
 * How far apart two names sound, in phones inserted, deleted or substituted between their nearest
 * pronunciations; in letters where one of them is not in the dictionary. Also the length of the shorter, in the
 * same unit, because one phone of three says less than one of seven.
 */
export function soundDistance(a: string, b: string): { apart: number; length: number } {
  const [as, bs] = [pronunciations(a), pronunciations(b)];
  if (as.length === 0 || bs.length === 0)
    return { apart: distance(a, b), length: Math.min(a.length, b.length) };
  const pairs = as.flatMap(x =>
    bs.map(y => ({ apart: phoneDistance(x, y), length: Math.min(x.length, y.length) })),
  );
  return pairs.reduce((best, pair) => (pair.apart < best.apart ? pair : best));
}

/** Levenshtein's distance over phones: each phone becomes one character. */
function phoneDistance(a: Phones, b: Phones): number {
  const alphabet = [...new Set([...a, ...b])];
  const spell = (phones: Phones) =>
    phones.map(phone => String.fromCharCode(0x100 + alphabet.indexOf(phone))).join('');
  return distance(spell(a), spell(b));
}
