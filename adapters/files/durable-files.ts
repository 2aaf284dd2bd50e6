import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const TEMPORARY = /^\..*\.tmp$/;

/** Whether this is the name of a temporary file of an unfinished `writeWhole`. */
export const isLeftOver = (name: string): boolean => TEMPORARY.test(name);

/**
 * Writes a file of mode 0600 atomically and durably: after a power cut it is complete or missing. The bytes go to a
 * temporary file in the same folder, are flushed to the disk, and get their name by `place`, which by default replaces an
 * existing file. On failure the temporary file is removed and the error thrown.
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

/** Flushes a folder: only then does a new, renamed or removed name in it survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The result of a file operation; undefined where the file or its folder does not exist. */
export async function ifExists<T>(operation: Promise<T>): Promise<T | undefined> {
  try {
    return await operation;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
