import { randomBytes } from 'node:crypto';
import { access, link, open } from 'node:fs/promises';
import { join } from 'node:path';
import { whenThere } from './read-if-there.ts';
import { writeWhole } from './write-whole.ts';

const BYTES = 32;

/** Why the anchor key cannot be used; the message says what to do. */
export class AnchorError extends Error {
  override readonly name = 'AnchorError';
  readonly code = 'anchor-unusable';
}

/**
 * The anchor key, which seals each household's trust list: 32 random bytes in `dir/anchor.key`, made at the first
 * start and never overwritten. Throws an `AnchorError` if the file is malformed, if other users may read or change
 * it, or if it is missing where there is a database already: a new key would void every phone in it.
 */
export async function loadAnchor(dir: string): Promise<Uint8Array> {
  const file = join(dir, 'anchor.key');
  const known = await readAnchor(file);
  if (known) return known;
  if (await whenThere(access(join(dir, 'house.db')).then(() => true)))
    throw new AnchorError(
      `${file} is missing, but there is a house in this folder. Put back the copy from your backup; ` +
        'without it no paired phone can be trusted. To begin anew, move the whole folder away.',
    );
  await writeWhole(file, randomBytes(BYTES), linkUnlessThere);
  const made = await readAnchor(file);
  if (!made) throw new Error(`${file} vanished while it was made.`);
  return made;
}

/** Unlike a rename, a link never replaces a key that somebody else made meanwhile. */
async function linkUnlessThere(temporary: string, file: string): Promise<void> {
  try {
    await link(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function readAnchor(file: string): Promise<Uint8Array | undefined> {
  const handle = await whenThere(open(file, 'r'));
  if (!handle) return undefined;
  try {
    const { mode } = await handle.stat();
    if ((mode & 0o077) !== 0)
      throw new AnchorError(`Other users of this machine can get at ${file}. Run: chmod 600 ${file}`);
    const bytes = await handle.readFile();
    if (bytes.length !== BYTES)
      throw new AnchorError(
        `${file} holds ${bytes.length} bytes instead of ${BYTES}. Put back the copy from your backup; ` +
          'without it every phone must be paired anew.',
      );
    return new Uint8Array(bytes);
  } finally {
    await handle.close();
  }
}
