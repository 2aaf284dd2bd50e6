import { existsSync } from 'node:fs';
import { copyFile, lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import Database from 'libsql';
import { filesIn, ifExists, isLeftOver, syncFolder, writeWhole } from '../adapters/files/durable-files.ts';
import { lockDataFolder } from '../adapters/sqlite/lock-data-folder.ts';
import { DatabaseError, openDatabase } from '../adapters/sqlite/open-database.ts';
import { openDocuments, type SqliteDocuments } from '../adapters/sqlite/sqlite-documents.ts';
import type { MessageId } from '../core/household/ids.ts';
import { after, type Instant } from '../core/household/instant.ts';
import { dueAt } from '../core/message/next-work.ts';
import type { Command } from '../core/message/command.ts';
import { OperatorError } from '../services/ports/operator-error.ts';
import { changeMessage } from '../services/storage/change-message.ts';
import { DATABASE } from './data-folder.ts';

/** A backup cannot be written or restored. The message tells the operator what to do. */
export class BackupError extends OperatorError {
  override readonly name = 'BackupError';
  readonly code = 'backup-refused';
}

/** What a data folder has for the running process alone. */
const OF_PROCESS = /^(documents\.db(-wal|-shm|-journal)?|home-server\.lock.*)$/;

/**
 * Writes one file (0600) with everything in a data folder, as it was at one moment. A home server may run on the
 * folder. The file is a SQLite database: a copy of the household's, and a table with the other files.
 *
 * Content is stored before the message that names it, and erased before the message records that. So the files are read
 * twice: before the copy of the database, because a file may be erased while a message in the copy still names it, and
 * after it, because a message in the copy may name a file that is newer than the first reading.
 */
export async function writeBackup(dataDir: string, file: string): Promise<void> {
  const database = join(resolve(dataDir), DATABASE);
  if (!existsSync(database)) throw new BackupError(`There is no household in ${resolve(dataDir)}.`);
  if (existsSync(file)) throw new BackupError(`${resolve(file)} exists already. Choose another name.`);
  const temporary = `${file}.tmp`;
  let backup: Database.Database | undefined;
  try {
    await (await open(temporary, 'w', 0o600)).close();
    backup = new Database(temporary);
    backup.exec('CREATE TABLE files (path TEXT PRIMARY KEY, bytes BLOB NOT NULL)');
    await addFiles(backup, dataDir);
    copyDatabase(backup, database);
    await addFiles(backup, dataDir);
    backup.close();
    backup = undefined;
    await sync(temporary);
    await rename(temporary, file);
    await syncFolder(dirname(resolve(file)));
  } catch (error) {
    backup?.close();
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Adds the files that the backup does not have yet. It skips temporary files, whose names begin with a dot. It also skips
 * other SQLite databases: they are backups that were written into the data folder (in a container no other place is
 * writable), and one of them may be the backup that is being written.
 */
async function addFiles(backup: Database.Database, dataDir: string): Promise<void> {
  const has = backup.prepare('SELECT 1 FROM files WHERE path = ?');
  const add = backup.prepare('INSERT INTO files (path, bytes) VALUES (?, ?)');
  for await (const file of filesIn(dataDir)) {
    const path = relative(dataDir, file);
    if (OF_PROCESS.test(path) || path.startsWith('.') || isLeftOver(basename(file))) continue;
    if (has.all(path).length > 0) continue;
    if ((await ifExists(lstat(file)))?.isSymbolicLink())
      throw new BackupError(
        `${resolve(file)} is a link, and a backup has no link in it. Move what it leads to into the data folder.`,
      );
    // A file that was erased after the folder was read is left out.
    const bytes = (await isDatabase(file)) ? undefined : await ifExists(readFile(file));
    if (bytes) add.run(path, bytes);
  }
}

/** Whether a file begins as every SQLite database does. */
async function isDatabase(file: string): Promise<boolean> {
  const handle = await ifExists(open(file, 'r'));
  if (!handle) return false;
  try {
    const { buffer } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.toString('latin1') === 'SQLite format 3\0';
  } finally {
    await handle.close();
  }
}

/** Copies all tables in one transaction, which sees the other database as it is at one moment. */
function copyDatabase(backup: Database.Database, database: string): void {
  backup.prepare('ATTACH ? AS live').run(database);
  backup.exec('PRAGMA busy_timeout = 5000');
  backup.exec('BEGIN');
  const made = backup
    .prepare("SELECT type, name, sql FROM live.sqlite_schema WHERE sql IS NOT NULL ORDER BY type = 'index'")
    .all() as { type: string; name: string; sql: string }[];
  for (const { type, name, sql } of made) {
    backup.exec(sql);
    if (type === 'table') backup.exec(`INSERT INTO main."${name}" SELECT * FROM live."${name}"`);
  }
  const { user_version } = backup.prepare('PRAGMA live.user_version').get() as { user_version: number };
  backup.exec(`PRAGMA main.user_version = ${user_version}`);
  backup.exec('COMMIT');
  backup.exec('DETACH live');
}

/**
 * Puts a backup into an empty data folder. A message that was released when the backup was written may have been
 * delivered since: it becomes unknown, and the owner is asked. If something fails, the folder is empty again.
 */
export async function restoreBackup(file: string, dataDir: string, now: Instant): Promise<void> {
  if (!existsSync(file)) throw new BackupError(`There is no file ${resolve(file)}.`);
  const folder = lockDataFolder(dataDir);
  try {
    const there = (await readdir(dataDir)).filter(name => !OF_PROCESS.test(name) || name === DATABASE);
    if (there.length > 0)
      throw new BackupError(
        `${folder.path} is not empty. Move what is in it away first, so that nothing is lost.`,
      );
    const temporary = join(dataDir, `.${DATABASE}.tmp`);
    try {
      await copyFile(file, temporary);
      await restoreFiles(temporary, dataDir, file);
      await doubtReleases(temporary, now);
      await sync(temporary);
      await rename(temporary, join(dataDir, DATABASE));
      await syncFolder(dataDir);
    } catch (error) {
      const written = (await readdir(dataDir)).filter(name => !name.startsWith('home-server.lock'));
      await Promise.all(written.map(name => rm(join(dataDir, name), { recursive: true, force: true })));
      throw error;
    } finally {
      for (const journal of ['-wal', '-shm', '-journal']) await rm(temporary + journal, { force: true });
    }
  } finally {
    folder.release();
  }
}

/** Takes the files out of the copy of the backup. What is left is the database as it was. */
async function restoreFiles(temporary: string, dataDir: string, file: string): Promise<void> {
  const backup = openCopy(temporary, file);
  try {
    const isBackup = backup.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'files'").all().length > 0;
    if (!isBackup) throw new BackupError(`${resolve(file)} is no backup of Second Yes.`);
    for (const row of backup.prepare('SELECT path, bytes FROM files').iterate()) {
      const { path, bytes } = row as { path: string; bytes: ArrayBuffer };
      if (!/^([\w-][\w.-]*\/)*[\w-][\w.-]*$/.test(path))
        throw new BackupError(`${resolve(file)} is damaged.`);
      await mkdir(dirname(join(dataDir, path)), { recursive: true, mode: 0o700 });
      await writeWhole(join(dataDir, path), new Uint8Array(bytes));
    }
    backup.exec('DROP TABLE files');
    backup.exec('VACUUM');
  } finally {
    backup.close();
  }
}

/** Opens the copy. What is wrong with it is said of the file that the operator named. */
function openCopy(temporary: string, file: string): Database.Database {
  try {
    return openDatabase(temporary);
  } catch (error) {
    const isNewer = error instanceof DatabaseError && error.code === 'database-newer';
    throw new BackupError(
      isNewer
        ? `${resolve(file)} was written by a newer version of Second Yes. Restore it with that version.`
        : `${resolve(file)} is no backup of Second Yes, or it is damaged.`,
      { cause: error },
    );
  }
}

/** After the backup was written, a message that was released then may have been sent. */
async function doubtReleases(database: string, now: Instant): Promise<void> {
  const documents: SqliteDocuments = openDocuments(database, document =>
    document.kind === 'message' ? dueAt(document, now) : undefined,
  );
  try {
    for (const { household, id } of documents.unfinished()) {
      const message = await documents.get(household, 'message', id);
      if (message?.state !== 'released' && message?.state !== 'sending') continue;
      const change = { household, id: id as MessageId };
      // A claim is refused before the end of the undo time and after `sendBy`.
      const at = Math.min(Math.max(now, message.retryAt ?? now), message.sendBy - 1) as Instant;
      const claim = { id: `restored ${id}`, at, leaseUntil: after(at, 1), begun: true };
      const doubt: Command =
        message.state === 'sending' ? { do: 'begin', claim: message.claim.id } : { do: 'claim', claim };
      await changeMessage(documents, { ...change, command: doubt, now: at });
      await changeMessage(documents, { ...change, command: { do: 'lose-claim' }, now: at });
    }
  } finally {
    documents.close();
  }
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
