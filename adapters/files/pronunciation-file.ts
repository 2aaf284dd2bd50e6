import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPronunciation } from '../../core/confidence/names/pronunciation-lines.ts';

/** The name of the file beside the bundle that has the entries. */
export const PRONUNCIATION_FILE = 'pronunciation.txt';

let lines: Uint8Array | undefined;

/**
 * Stands in for `dictionaryEntry` of `pronunciation-list.ts` in the skill's bundle. It reads a file beside the bundle
 * when the first name is looked up. As a module, the dictionary would be ten times as large as the rest of the skill,
 * and parsed before the first answer.
 */
export function dictionaryEntry(entry: string): string[] | undefined {
  lines ??= readFileSync(join(import.meta.dirname, PRONUNCIATION_FILE));
  return findPronunciation(lines, entry);
}
