import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPronunciation } from '../../core/confidence/names/pronunciation-lines.ts';

/** The pronunciation dictionary's file beside the bundle. */
export const PRONUNCIATION_FILE = 'pronunciation.txt';

let lines: Uint8Array | undefined;

/**
 * Replaces `dictionaryEntry` of `pronunciation-list.ts` in the bundles on Lambda. It reads the dictionary from a file
 * when a name is looked up for the first time. As a module, the dictionary would be ten times as large as the rest of
 * the skill, and would be parsed before the first answer.
 */
export function dictionaryEntry(entry: string): string[] | undefined {
  lines ??= readFileSync(join(import.meta.dirname, PRONUNCIATION_FILE));
  return findPronunciation(lines, entry);
}
