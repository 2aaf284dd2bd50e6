import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const TEMPORARY = /^\..*\.tmp$/;

/** Whether this is the name of a file that was begun and never finished. */
export const isLeftOver = (name: string): boolean => TEMPORARY.test(name);

/**
 * Writes a file of mode 0600 that is either there whole, also after a power cut, or not there at all: first under
 * a temporary name in the same folder, flushed to the disk, then given its name by `place`, which replaces what
 * was there unless told otherwise. On failure the temporary file is removed and the error thrown.
 */
export async function writeWhole(
  file: string,
  bytes: Uint8Array,
  place: (temporary: string, file: string) => Promise<void> = rename,
): Promise<void> {
  const folder = dirname(file);
  const temporary = join(folder, `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(temporary, file);
    await syncFolder(folder);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A new or removed name survives a power cut only once its folder is flushed too. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
