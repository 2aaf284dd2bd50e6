import { randomBytes } from 'node:crypto';
import { closeSync, fsync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
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

/** The names in a folder: none where it does not exist, or was removed a moment ago. */
export const namesIn = async (folder: string): Promise<string[]> => (await ifExists(readdir(folder))) ?? [];

/** The paths of the folders in a folder. */
export async function foldersIn(folder: string): Promise<string[]> {
  const paths = (await namesIn(folder)).map(name => join(folder, name));
  const kinds = await Promise.all(paths.map(path => ifExists(lstat(path))));
  return paths.filter((_, at) => kinds[at]?.isDirectory());
}

/**
 * The paths of what is in a folder and in the folders in it, without these folders. A link is given and not followed.
 * Others may add and remove files and folders at the same time.
 */
export async function* filesIn(folder: string): AsyncGenerator<string> {
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const kind = await ifExists(lstat(path));
    if (kind?.isDirectory()) yield* filesIn(path);
    else if (kind) yield path;
  }
}

/** Removes a folder with all that is in it. Somebody may be creating a file in it at the same time, so it tries again. */
export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });
