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

/** The data directory cannot be used. The message tells the owner what to do. */
export class DataDirError extends Error {
  override readonly name = 'DataDirError';
  readonly code: 'data-dir-unusable' | 'data-dir-in-use';

  constructor(code: DataDirError['code'], message: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

export type DataDir = { path: string; release: () => void };

/** Keeps the connections referenced: the garbage collector would close them and release their locks. */
const held = new Set<Database.Database>();

/**
 * Creates the directory (0700) where it is missing, checks that it is writable and closed to other users, and locks it for this process until
 * `release`, or until the process ends in whatever way. Throws a `DataDirError`.
 */
export function openDataDir(path: string): DataDir {
  const dir = resolve(path);
  try {
    makeFolder(dir);
    const probe = join(dir, `.probe.${process.pid}.tmp`);
    writeFileSync(probe, 'writable', { mode: 0o600 });
    rmSync(probe);
  } catch (cause) {
    throw unusable(dir, cause);
  }
  // Windows has no such modes.
  if (process.platform !== 'win32' && (statSync(dir).mode & 0o077) !== 0)
    throw new DataDirError(
      'data-dir-unusable',
      `Other users of this machine can enter ${dir}. Run: chmod 700 ${dir}`,
      undefined,
    );
  const lock = takeLock(dir);
  return {
    path: dir,
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
function takeLock(dir: string): Database.Database {
  let lock: Database.Database | undefined;
  try {
    const file = join(dir, 'home-server.lock');
    // Whoever can read the file can lock it too, and so keep the home server from starting.
    // A file that is there is not opened: closing it again would release the lock that this process may have on it.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    lock = new Database(file);
    lock.exec('BEGIN EXCLUSIVE');
    held.add(lock);
    return lock;
  } catch (cause) {
    lock?.close();
    if ((cause as { code?: string }).code !== 'SQLITE_BUSY') throw unusable(dir, cause);
    throw new DataDirError(
      'data-dir-in-use',
      `Another Second Yes is running on ${dir}. Stop it, or set DATA_DIR to another directory.`,
      cause,
    );
  }
}

function unusable(dir: string, cause: unknown): DataDirError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new DataDirError(
    'data-dir-unusable',
    `${dir} cannot be used for data (${why}). Make it a directory that this user can write to, or set DATA_DIR.`,
    cause,
  );
}

/**
 * Makes a folder and those above it. Node's own `recursive` never ends where a file system says ENOENT for a folder that is
 * there, as /proc does.
 */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  makeFolder(dirname(dir));
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    // Another process that starts at the same time may have made it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
