import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { phonesIn } from '../../core/confidence/names/pronunciation-lines.ts';

/** The name of the file beside the bundle that the entries are in. */
export const PRONUNCIATION_FILE = 'pronunciation.txt';

let lines: Uint8Array | undefined;

/**
 * What `pronunciation-list.ts` gives, from a file beside the bundle that is read when the first name is looked up: as a
 * module the dictionary would be ten times as large as all the rest of the skill, and parsed before its first answer.
 */
export function listed(entry: string): string[] | undefined {
  lines ??= readFileSync(join(import.meta.dirname, PRONUNCIATION_FILE));
  return phonesIn(lines, entry);
}
