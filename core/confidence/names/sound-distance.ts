import { letterOf } from './phoneme-letters.ts';
import { type Sound, soundsOf } from './sound.ts';

/**
 * Phones that ears and recognisers confuse most: vowels of neighbouring places, consonants that differ only in
 * voice, nasals, liquids (the confusion classes of Miller and Nicely, 1955, and the vowel quadrilateral).
 */
const ALIKE = [
  'P B',
  'T D',
  'K G',
  'F V',
  'S Z',
  'SH ZH',
  'CH JH',
  'TH DH',
  'M N',
  'N NG',
  'L R',
  'F TH',
  'V DH',
  'IY IH',
  'IH EH',
  'EH AE',
  'IH AH',
  'EH AH',
  'AE AH',
  'AA AO',
  'AA AH',
  'UH UW',
  'UH AH',
  'OW AO',
  'AH ER',
];
const alike = new Set(
  ALIKE.flatMap(pair => {
    const [a = '', b = ''] = pair.split(' ').map(letterOf);
    return [a + b, b + a];
  }),
);

/** What one phone for another costs; phones that are alike cost half. */
const ALIKE_COST = 0.5;

/**
 * How far apart two names sound: the cheapest sequence of phones inserted, deleted (1 each) or substituted (1, or
 * a half where they are alike) between their nearest pronunciations; in letters where either is not in the
 * dictionary. Also the length of the shorter, in the same unit, because one phone of three says less than one of
 * seven. Range: 0 to the length of the longer.
 */
export function soundDistance(a: string, b: string): { apart: number; length: number } {
  const [as, bs] = [soundsOf(a), soundsOf(b)];
  const comparable = as[0]?.by === bs[0]?.by;
  const [xs, ys]: [readonly Sound[], readonly Sound[]] = comparable
    ? [as, bs]
    : [[{ by: 'letters', written: a }], [{ by: 'letters', written: b }]];
  let best = { apart: Infinity, length: 0 };
  for (const x of xs)
    for (const y of ys) {
      const apart = between(x, y);
      if (apart < best.apart) best = { apart, length: Math.min(x.written.length, y.written.length) };
    }
  return best;
}

/** Levenshtein's distance with weighted substitution, between two sounds of the same kind. */
export function between({ by, written: a }: Sound, { written: b }: Sound): number {
  if (a === b) return 0;
  const row: number[] = [];
  for (let j = 0; j <= b.length; j += 1) row.push(j);
  for (let i = 1; i <= a.length; i += 1) {
    let corner = row[0] as number;
    row[0] = i;
    const x = a[i - 1] as string;
    for (let j = 1; j <= b.length; j += 1) {
      const y = b[j - 1] as string;
      const above = row[j] as number;
      const swap = x === y ? 0 : by === 'phones' && alike.has(x + y) ? ALIKE_COST : 1;
      row[j] = Math.min(corner + swap, above + 1, (row[j - 1] as number) + 1);
      corner = above;
    }
  }
  return row[b.length] as number;
}
