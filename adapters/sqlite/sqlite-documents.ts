import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { PutOptions, Document, Documents, Key, Kind, OfKind } from '../../services/ports/documents.ts';
import { singleReads } from '../../services/storage/single-reads.ts';
import {
  decodeDocument,
  encodeDocument,
  SCHEMA_VERSION,
  type StoredDocument,
} from '../../services/storage/stored-document.ts';
import { openDatabase } from './open-database.ts';

/** What the home server needs beside the port. */
export interface SqliteDocuments extends Documents {
  /** Documents that are due, the longest overdue first. */
  due(now: Instant, limit: number): Key[];
  /** The earliest time after `after` at which a document is due; undefined where none is. */
  nextDue(after?: Instant): Instant | undefined;
  /** Documents that are due now or later. */
  unfinished(): Key[];
  /** Calls the listener after each stored put, once for each document that it stored. Gives the function that stops it. */
  onChange(listener: (key: Key) => void): () => void;
  /** The latest `until` of all proofs that were ever purged; undefined if none was. */
  sweptUntil(): Instant | undefined;
  /** The households that have documents. */
  households(): HouseholdId[];
  /** `starts`: how often a home server has started on this database; `latest`: the latest time that one has seen. 0 at first. */
  fact(name: Fact): number;
  setFact(name: Fact, value: number): void;
  /** Whether the database answers a read. */
  isReadable(): boolean;
  /** Moves what the journal holds into the file, so that the file alone is complete. */
  checkpoint(): void;
  close(): void;
}

type Fact = 'starts' | 'latest';

/** A time before any that a clock gives. */
const BEFORE_ALL = -1 as Instant;

/** The columns of a `StoredDocument`. */
const STORED = 'schema_version AS schemaVersion, body';

/**
 * Documents in one SQLite file of mode 0600. A put is durable when it returns (WAL, synchronous=FULL). Nothing of a
 * forgotten household is left in the file or its journal.
 *
 * @param dueAt when the courier must next attend to a document; it is stored in the same write
 */
export function openDocuments(
  file: string,
  dueAt: (document: Document) => Instant | undefined,
): SqliteDocuments {
  const db = openDatabase(file);

  const get = db.prepare(`SELECT ${STORED} FROM documents WHERE household = ? AND kind = ? AND id = ?`);
  const versionOf = db.prepare('SELECT version FROM documents WHERE household = ? AND kind = ? AND id = ?');
  const insert = db.prepare(
    'INSERT INTO documents (version, due_at, schema_version, body, household, kind, id) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const update = db.prepare(
    `UPDATE documents SET version = ?, due_at = ?, schema_version = ?, body = ? WHERE household = ? AND kind = ? AND id = ? AND version = ? AND schema_version <= ${SCHEMA_VERSION}`,
  );
  const list = db.prepare(
    `SELECT ${STORED} FROM documents WHERE household = ? AND kind = ? AND id >= ? AND (? IS NULL OR id < ?) ORDER BY id DESC LIMIT ?`,
  );
  const due = db.prepare(
    'SELECT household, kind, id FROM documents WHERE due_at <= ? ORDER BY due_at LIMIT ?',
  );
  const nextDue = db.prepare('SELECT min(due_at) AS next FROM documents WHERE due_at > ?');
  const unfinished = db.prepare('SELECT household, kind, id FROM documents WHERE due_at IS NOT NULL');
  const STALE_PROOFS = "documents WHERE kind = 'proof' AND json_extract(body, '$.until') < ?";
  const noteSwept = db.prepare(
    `INSERT INTO swept SELECT 1, json_extract(body, '$.until') FROM ${STALE_PROOFS} ORDER BY 2 DESC LIMIT 1 ON CONFLICT DO UPDATE SET until = max(until, excluded.until)`,
  );
  const purge = db.prepare(`DELETE FROM ${STALE_PROOFS}`);
  const sweptUntil = db.prepare('SELECT until FROM swept');
  const forget = db.prepare("DELETE FROM documents WHERE household = ? AND kind <> 'proof'");
  const households = db.prepare('SELECT DISTINCT household FROM documents');
  const fact = db.prepare('SELECT value FROM facts WHERE name = ?');
  const setFact = db.prepare(
    'INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const listeners = new Set<(key: Key) => void>();

  function write(document: Document, ifVersion: number): boolean {
    const { household, kind, id } = document;
    const version = ifVersion + 1;
    const { schemaVersion, body } = encodeDocument({ ...document, version });
    const values = [version, dueAt(document) ?? null, schemaVersion, body];
    const key = [household, kind, id];
    const { changes } =
      ifVersion === 0 ? insert.run(...values, ...key) : update.run(...values, ...key, ifVersion);
    return changes === 1;
  }

  /** Puts the write-ahead log into the file. Until then the log keeps the pages as they were before a deletion. */
  const emptyJournal = () => void db.pragma('wal_checkpoint(TRUNCATE)');

  const isAt = ({ household, kind, id }: Key, version: number): boolean => {
    const stored = versionOf.get(household, kind, id) as { version: number } | undefined;
    return (stored?.version ?? 0) === version;
  };

  /** IMMEDIATE: no other process can write between the check of the other documents and the write. */
  const writeIf = (document: Document, ifVersion: number, { check, add }: PutOptions): boolean =>
    inTransaction(() => {
      const holds = (!check || isAt(check.key, check.version)) && (!add || isAt(add, 0));
      return holds && write(document, ifVersion) && (!add || write(add, 0));
    });

  function inTransaction<Result>(work: () => Result): Result {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      // On a full disk SQLite has rolled back already. A second rollback would fail and hide the cause.
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }

  const reads: Pick<Documents, 'get' | 'list'> = {
    async get(household, kind, id) {
      const stored = get.get(household, kind, id) as StoredDocument | undefined;
      return stored && (decodeDocument(stored) as OfKind<typeof kind>);
    },
    async list<K extends Kind>(
      household: string,
      kind: K,
      { limit = -1, from = '', before }: { limit?: number; from?: string; before?: string } = {},
    ) {
      const end = before ?? null;
      const stored = list.all(household, kind, from, end, end, limit) as StoredDocument[];
      return stored.map(decodeDocument) as OfKind<K>[];
    },
  };

  return {
    ...reads,
    ...singleReads(reads),
    async put(document, ifVersion, also = {}) {
      const { check, add } = also;
      const stored = check || add ? writeIf(document, ifVersion, also) : write(document, ifVersion);
      if (!stored) return false;
      for (const { household, kind, id } of add ? [document, add] : [document])
        for (const listener of listeners) queueMicrotask(() => listener({ household, kind, id }));
      return true;
    },
    async forget(household) {
      forget.run(household);
      emptyJournal();
    },
    async purge(now) {
      inTransaction(() => {
        noteSwept.run(now);
        purge.run(now);
      });
    },
    sweptUntil: () => (sweptUntil.get() as { until: Instant } | undefined)?.until,
    due: (now, limit) => due.all(now, limit) as Key[],
    nextDue: (after = BEFORE_ALL) => (nextDue.get(after) as { next: Instant | null }).next ?? undefined,
    unfinished: () => unfinished.all() as Key[],
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    households: () => (households.all() as { household: HouseholdId }[]).map(({ household }) => household),
    fact: name => (fact.get(name) as { value: number } | undefined)?.value ?? 0,
    setFact: (name, value) => void setFact.run(name, value),
    isReadable() {
      try {
        return db.prepare('SELECT 1 FROM documents LIMIT 1').all().length >= 0;
      } catch {
        return false;
      }
    },
    checkpoint: emptyJournal,
    close() {
      emptyJournal();
      db.close();
    },
  };
}
