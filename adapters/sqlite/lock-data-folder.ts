import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'libsql';
import { OperatorError } from '../../services/ports/operator-error.ts';

/** The data folder cannot be used. The message tells the operator what to do. */
export class DataFolderLockError extends OperatorError {
  override readonly name = 'DataFolderLockError';
  readonly code: 'data-folder-unusable' | 'data-folder-in-use';

  constructor(code: DataFolderLockError['code'], message: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

export type DataFolder = { path: string; release: () => void };

/** Keeps the connections referenced: the garbage collector would close them and release their locks. */
const held = new Set<Database.Database>();

/**
 * Creates the folder (0700) where it is missing, checks that this user can write to it and that other users cannot
 * enter it, and locks it for this process until `release`. The end of the process releases the lock too, however it
 * comes. Throws a `DataFolderLockError`.
 */
export function lockDataFolder(path: string): DataFolder {
  const folder = resolve(path);
  try {
    makeFolder(folder);
    const probe = join(folder, `.probe.${process.pid}.tmp`);
    writeFileSync(probe, 'writable', { mode: 0o600 });
    rmSync(probe);
  } catch (cause) {
    throw unusable(folder, cause);
  }
  // Windows has no such modes.
  if (process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0)
    throw new DataFolderLockError(
      'data-folder-unusable',
      `Other users of this machine can enter ${folder}. Run: chmod 700 ${folder}`,
      undefined,
    );
  const lock = takeLock(folder);
  return {
    path: folder,
    release() {
      if (!held.delete(lock)) return;
      lock.exec('ROLLBACK');
      lock.close();
    },
  };
}

/**
 * SQLite's exclusive lock is a lock of the operating system (fcntl), which ends with the process. A file with a process id
 * would outlive a crash.
 */
function takeLock(folder: string): Database.Database {
  let lock: Database.Database | undefined;
  try {
    const file = join(folder, 'home-server.lock');
    // Anybody who can read the file could lock it, and so keep the home server from starting.
    // A file that is there is not opened: closing it again would release the lock that this process may have on it.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    lock = new Database(file);
    lock.exec('BEGIN EXCLUSIVE');
    held.add(lock);
    return lock;
  } catch (cause) {
    lock?.close();
    if ((cause as { code?: string }).code !== 'SQLITE_BUSY') throw unusable(folder, cause);
    throw new DataFolderLockError(
      'data-folder-in-use',
      `Another Second Yes is running on ${folder}. Stop it, or set DATA_DIR to another folder.`,
      cause,
    );
  }
}

function unusable(folder: string, cause: unknown): DataFolderLockError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new DataFolderLockError(
    'data-folder-unusable',
    `${folder} cannot be used for data (${why}). Make it a folder that this user can write to, or set DATA_DIR.`,
    cause,
  );
}

/**
 * Makes a folder and those above it. Node's own `recursive` never ends where a file system says ENOENT for a folder that is
 * there, as /proc does.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process that starts at the same time may have made it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
