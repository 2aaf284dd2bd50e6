import { closeSync, openSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'libsql';
import { OperatorError } from '../../services/ports/operator-error.ts';
import { SCHEMA_VERSION } from '../../services/storage/stored-document.ts';

/** The database cannot be used. The message tells the operator what to do. */
export class DatabaseError extends OperatorError {
  override readonly name = 'DatabaseError';
  readonly code: 'database-unusable' | 'database-newer';

  constructor(code: DatabaseError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** How long a statement waits for another process that has locked the file, for example a backup. In milliseconds. */
const BUSY_TIMEOUT = 5_000;

/**
 * The tables, step by step: a database has done as many steps as its `user_version` says. A step that was released is
 * never edited. What is stored in the documents has a schema version of its own.
 */
const STEPS: readonly string[] = [
  // Databases from before the steps have these tables and the user_version 0.
  `CREATE TABLE IF NOT EXISTS documents (
    household TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    schema_version INTEGER NOT NULL,
    due_at INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (household, kind, id)
  );
  CREATE INDEX IF NOT EXISTS documents_due ON documents (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS documents_proof ON documents (json_extract(body, '$.until')) WHERE kind = 'proof';
  CREATE TABLE IF NOT EXISTS swept (proofs INTEGER PRIMARY KEY CHECK (proofs = 1), until INTEGER NOT NULL);`,
  'CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL);',
  // Without them a start, and what is tidied every few minutes, reads every message that there ever was.
  `CREATE INDEX documents_chats ON documents (json_extract(body, '$.until')) WHERE kind = 'chats';
  CREATE INDEX documents_schema ON documents (schema_version) WHERE schema_version <> 3;`,
];

/**
 * The highest schema version among documents that are not at version 3. The index `documents_schema` leaves version 3 out,
 * because nearly all documents had it when the index was added. Later versions may exist.
 */
const NEWEST = 'SELECT max(schema_version) AS newest FROM documents WHERE schema_version <> 3';

/**
 * A larger file, in bytes, is not read whole at the start: a check takes about a second for each gigabyte, and minutes on a
 * slow disk. SQLite still notices a damaged page when it reads it.
 */
const LARGEST_CHECKED = 64 * 2 ** 20;

/**
 * What is set for each connection and not in the file: a write is durable when it returns, and what is deleted is
 * overwritten with zeros.
 */
export const CONNECTION = `PRAGMA busy_timeout = ${BUSY_TIMEOUT}; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON`;

/**
 * Opens a database of mode 0600 in which a write is durable when it returns (WAL, synchronous=FULL) and what is deleted
 * is overwritten. Creates a missing file and brings older tables up to date. Throws a `DatabaseError` for a file that is
 * damaged, is no database, or was written by a newer program, and leaves such a file as it is.
 */
export function openDatabase(file: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    // SQLite would create the file with mode 0644. Its journals get the mode of the file.
    closeSync(openSync(file, 'a', 0o600));
    db = new Database(file);
    db.exec(CONNECTION);
    refuseDamaged(db, file);
    refuseNewer(db, file);
    db.exec('PRAGMA journal_mode = WAL');
    for (const step of STEPS.slice(stepsDone(db)))
      db.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${stepsDone(db) + 1}; COMMIT`);
    return db;
  } catch (error) {
    db?.close();
    throw error instanceof DatabaseError ? error : unusable(file, error);
  }
}

const stepsDone = (db: Database.Database): number =>
  (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;

function refuseDamaged(db: Database.Database, file: string): void {
  if (statSync(file).size > LARGEST_CHECKED) return;
  const [first] = db.prepare('PRAGMA quick_check(1)').all() as { quick_check: string }[];
  if (first?.quick_check !== 'ok') throw unusable(file, new Error(first?.quick_check));
}

function refuseNewer(db: Database.Database, file: string): void {
  const steps = stepsDone(db);
  const hasDocuments = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'documents'").all().length > 0;
  const newest = hasDocuments ? (db.prepare(NEWEST).get() as { newest: number | null }).newest : null;
  if (steps <= STEPS.length && (newest ?? 0) <= SCHEMA_VERSION) return;
  throw new DatabaseError(
    'database-newer',
    `${resolve(file)} was written by a newer version of Second Yes. Start that version again, or restore a backup from before the upgrade.`,
  );
}

function unusable(file: string, cause: unknown): DatabaseError {
  const why = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0];
  return new DatabaseError(
    'database-unusable',
    `${resolve(file)} cannot be read as a database (${why}). Restore a backup into an empty folder with: npm run restore -- FILE`,
    cause,
  );
}
