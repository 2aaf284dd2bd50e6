import { randomBytes } from 'node:crypto';
import { closeSync, type Dirent, fsync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const TEMPORARY = /^\..*\.tmp$/;

/** Whether this is the name of a temporary file of an unfinished `writeWhole`. */
export const isLeftOver = (name: string): boolean => TEMPORARY.test(name);

/**
 * Flushes to the disk on another thread. All other steps take microseconds, because they end in the system's memory, and to
 * hand them to another thread would take longer.
 */
const flush = promisify(fsync);

/**
 * Writes a file of mode 0600 atomically and durably: after a power cut it is complete or missing. The bytes go to a
 * temporary file in the same folder, are flushed to the disk, and get their name by `place`, which by default replaces an
 * existing file. On failure the temporary file is removed and the error thrown.
 */
export async function writeWhole(
  file: string,
  bytes: Uint8Array,
  place: (temporary: string, file: string) => void | Promise<void> = renameSync,
): Promise<void> {
  const folder = dirname(file);
  const temporary = join(folder, `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const opened = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(opened, bytes);
      await flush(opened);
    } finally {
      closeSync(opened);
    }
    await place(temporary, file);
    await syncFolder(folder);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Flushes a folder: only then does a new, renamed or removed name in it survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const opened = openSync(folder, 'r');
  try {
    await flush(opened);
  } finally {
    closeSync(opened);
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

/** What is in a folder: nothing where it does not exist, or where it was removed a moment ago. */
export const entriesOf = async (folder: string): Promise<Dirent[]> =>
  (await ifExists(readdir(folder, { withFileTypes: true }))) ?? [];

/** The paths of the files in a folder and in the folders in it. Others may add and remove files and folders meanwhile. */
export async function* filesIn(folder: string): AsyncGenerator<string> {
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile()) yield path;
  }
}

/** Removes a folder with all that is in it. Somebody may be creating a file in it at the same time, so it tries again. */
export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });
