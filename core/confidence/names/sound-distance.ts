import { phonemeLetter } from './phoneme-letters.ts';
import type { Sound } from './sound.ts';

/**
 * Pairs of phonemes that ears and recognisers confuse most: vowels of neighbouring places, consonants that differ only
 * in voice, nasals, liquids (the confusion classes of Miller and Nicely, 1955, and the vowel quadrilateral).
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
const alikeLetters = new Set(
  ALIKE.flatMap(pair => {
    const [a = '', b = ''] = pair.split(' ').map(phonemeLetter);
    return [a + b, b + a];
  }),
);

/** The cost of substituting a phoneme by one that is alike. Any other substitution costs 1. */
const ALIKE_COST = 0.5;

/**
 * How far apart two sounds of the same kind are: Levenshtein's distance with weighted substitution. It is the cost of
 * the cheapest sequence of phonemes or letters inserted or deleted (1 each) or substituted (1, or a half for phonemes
 * that are alike). From 0 to the length of the longer sound.
 */
export function soundDistance({ by, written: a }: Sound, { written: b }: Sound): number {
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
      const substitution = x === y ? 0 : by === 'phonemes' && alikeLetters.has(x + y) ? ALIKE_COST : 1;
      row[j] = Math.min(corner + substitution, above + 1, (row[j - 1] as number) + 1);
      corner = above;
    }
  }
  return row[b.length] as number;
}
