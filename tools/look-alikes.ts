import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import confusables from 'unhomoglyph/data.json' with { type: 'json' };

/** The file that keeps the result of {@link findLookAlikes}. A phone loads it instead of all of Unicode's confusables. */
export const LOOK_ALIKES_FILE = join(
  import.meta.dirname,
  '..',
  'core',
  'confidence',
  'names',
  'look-alikes.json',
);

/** Latin small capitals, each beside its letter. Unicode counts only some of them among its confusables. */
const SMALL_CAPITALS = 'Aᴀ Bʙ Cᴄ Dᴅ Eᴇ Fꜰ Gɢ Hʜ Iɪ Jᴊ Kᴋ Lʟ Mᴍ Nɴ Oᴏ Pᴘ Qꞯ Rʀ Sꜱ Tᴛ Uᴜ Vᴠ Wᴡ Yʏ Zᴢ';

/**
 * The letters that look like an English one, by that one: "аαɑ…" for "a". They are the single letters of Unicode's
 * confusables (UTS #39), without those whose compatibility decomposition looks like it too, and small capitals.
 */
export function findLookAlikes(): Record<string, string> {
  const shapes: Record<string, string> = confusables;
  const byLetter = new Map<string, string>();
  const shapeOf = (letter: string): string => shapes[letter] ?? letter;
  for (const [letter, shape] of Object.entries(shapes)) {
    const decomposed = letter.normalize('NFKD');
    const adds = decomposed === letter || shapeOf(decomposed) !== shape;
    if (/^\p{L}$/u.test(letter) && !/[A-Z]/i.test(letter) && /^[A-Z]$/i.test(shape) && adds)
      byLetter.set(shape, (byLetter.get(shape) ?? '') + letter);
  }
  const known = new Set([...byLetter.values()].join(''));
  for (const [letter = '', small = ''] of SMALL_CAPITALS.split(' ').map(pair => Array.from(pair)))
    if (!known.has(small)) byLetter.set(letter, (byLetter.get(letter) ?? '') + small);
  return Object.fromEntries([...byLetter].sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(LOOK_ALIKES_FILE, `${JSON.stringify(findLookAlikes(), undefined, 2)}\n`);
