import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Document, Documents, Key, Kind, OfKind } from '../../services/ports/documents.ts';
import { singleReads } from '../../services/storage/single-reads.ts';
import {
  encodeDocument,
  SCHEMA_VERSION,
  type StoredDocument,
} from '../../services/storage/stored-document.ts';
import { decodeOnce } from './decode-once.ts';
import { groupWrites } from './group-writes.ts';
import { openDatabase } from './open-database.ts';

/** What the home server needs beside the port. */
export interface SqliteDocuments extends Documents {
  /** Documents that are due, the longest overdue first. */
  due(now: Instant, limit: number): Key[];
  /** The earliest time after `after` at which a document is due; undefined where none is. */
  nextDue(after?: Instant): Instant | undefined;
  /** Documents that are due now or later. */
  unfinished(): Key[];
  /** Resolves once all puts that began before are stored or refused. */
  written(): Promise<void>;
  /** Calls the listener after each stored put, once for each document that it stored. Gives the function that stops it. */
  onChange(listener: (key: Key) => void): () => void;
  /** The latest `until` of all proofs that were ever purged; undefined if none was. */
  sweptUntil(): Instant | undefined;
  /** The households that have documents. */
  households(): HouseholdId[];
  /**
   * `starts`: how often a home server has started on this database; `latest`: the latest time that one has seen; the
   * others are what `home/follow-clock.ts` keeps. 0 at first.
   */
  fact(name: Fact): number;
  setFact(name: Fact, value: number): void;
  /** Whether the database answers a read. */
  isReadable(): boolean;
  /** Moves what the journal holds into the file, so that the file alone is complete. */
  checkpoint(): void;
  close(): void;
}

type Fact = 'starts' | 'latest' | 'boot' | 'ahead' | 'since';

/** A time before any that a clock gives. */
const BEFORE_ALL = -1 as Instant;

/** The columns of a `StoredDocument`. */
const STORED = 'schema_version AS schemaVersion, body';

const nameOf = ({ household, kind, id }: Key): string => `${household} ${kind} ${id}`;

/** What is stored if nothing revises it. */
const same = (document: Document): Document => document;

/** Each kind has an index of its own, which SQLite takes only for exactly this condition. */
const stale = (kind: 'proof' | 'chats') =>
  `documents WHERE kind = '${kind}' AND json_extract(body, '$.until') < ?`;
const WRITES = {
  versionOf: 'SELECT version FROM documents WHERE household = ? AND kind = ? AND id = ?',
  insert:
    'INSERT INTO documents (version, due_at, schema_version, body, household, kind, id) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  update: `UPDATE documents SET version = ?, due_at = ?, schema_version = ?, body = ? WHERE household = ? AND kind = ? AND id = ? AND version = ? AND schema_version <= ${SCHEMA_VERSION}`,
  noteSwept: `INSERT INTO swept SELECT 1, json_extract(body, '$.until') FROM ${stale('proof')} ORDER BY 2 DESC LIMIT 1 ON CONFLICT DO UPDATE SET until = max(until, excluded.until)`,
  purgeProofs: `DELETE FROM ${stale('proof')}`,
  purgeChats: `DELETE FROM ${stale('chats')}`,
  forget: "DELETE FROM documents WHERE household = ? AND kind <> 'proof'",
};

/**
 * Documents in one SQLite file of mode 0600. A put is durable when it returns (WAL, synchronous=FULL). Of a forgotten
 * household only used proofs are left in the file and its journal.
 *
 * @param dueAt when the courier must next attend to a document; it is stored in the same write
 */
export function openDocuments(
  file: string,
  dueAt: (document: Document) => Instant | undefined,
): SqliteDocuments {
  const db = openDatabase(file);
  const writes = groupWrites(file, WRITES);
  const decoded = decodeOnce();

  const get = db.prepare(`SELECT ${STORED} FROM documents WHERE household = ? AND kind = ? AND id = ?`);
  // If no upper bound is given, x'' stands for it: SQLite sorts each BLOB after all TEXT. With OR, SQLite would read
  // the index from its end.
  const list = db.prepare(
    `SELECT id, ${STORED} FROM documents WHERE household = ? AND kind = ? AND id >= ? AND id < coalesce(?, x'') ORDER BY id DESC LIMIT ?`,
  );
  const due = db.prepare(
    'SELECT household, kind, id FROM documents WHERE due_at <= ? ORDER BY due_at LIMIT ?',
  );
  const nextDue = db.prepare('SELECT min(due_at) AS next FROM documents WHERE due_at > ?');
  const unfinished = db.prepare('SELECT household, kind, id FROM documents WHERE due_at IS NOT NULL');
  const sweptUntil = db.prepare('SELECT until FROM swept');
  // DISTINCT would read the whole index.
  const households = db.prepare(
    `WITH RECURSIVE found (household) AS (
      SELECT min(household) FROM documents
      UNION ALL
      SELECT (SELECT min(household) FROM documents WHERE household > found.household) FROM found WHERE household IS NOT NULL
    )
    SELECT household FROM found WHERE household IS NOT NULL`,
  );
  const fact = db.prepare('SELECT value FROM facts WHERE name = ?');
  const setFact = db.prepare(
    'INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const listeners = new Set<(key: Key) => void>();

  function valuesOf(document: Document, ifVersion: number): (string | number | null)[] {
    const version = ifVersion + 1;
    const { schemaVersion, body } = encodeDocument({ ...document, version });
    return [
      version,
      dueAt(document) ?? null,
      schemaVersion,
      body,
      document.household,
      document.kind,
      document.id,
    ];
  }

  /** Puts the write-ahead log into the file. Until then the log keeps the pages as they were before a deletion. */
  const emptyJournal = () => void db.pragma('wal_checkpoint(TRUNCATE)');

  const reads: Pick<Documents, 'get' | 'list'> = {
    async get(household, kind, id) {
      const stored = get.get(household, kind, id) as StoredDocument | undefined;
      return stored && (decoded.decode(nameOf({ household, kind, id }), stored) as OfKind<typeof kind>);
    },
    async list<K extends Kind>(
      household: HouseholdId,
      kind: K,
      { limit = -1, from = '', before }: { limit?: number; from?: string; before?: string } = {},
    ) {
      const stored = list.all(household, kind, from, before ?? null, limit) as (StoredDocument & {
        id: string;
      })[];
      return stored.map(({ id, ...one }) =>
        decoded.decode(nameOf({ household, kind, id }), one),
      ) as OfKind<K>[];
    },
  };

  return {
    ...reads,
    ...singleReads(reads),
    async put(document, ifVersion, { check, add, revise = same } = {}) {
      const added = add && valuesOf(add, 0);
      const stored = await writes.write(({ versionOf, insert, update }) => {
        const isAt = ({ household, kind, id }: Key, version: number | 'any'): boolean => {
          const found = versionOf.get(household, kind, id) as { version: number } | undefined;
          return version === 'any' ? found !== undefined : (found?.version ?? 0) === version;
        };
        if ((check && !isAt(check.key, check.version)) || (add && !isAt(add, 0))) return false;
        const values = valuesOf(revise(document), ifVersion);
        const { changes } = ifVersion === 0 ? insert.run(values) : update.run([...values, ifVersion]);
        if (changes === 1 && added) insert.run(added);
        return changes === 1;
      });
      if (!stored) return false;
      decoded.forget(nameOf(document));
      for (const { household, kind, id } of add ? [document, add] : [document])
        for (const listener of listeners) queueMicrotask(() => listener({ household, kind, id }));
      return true;
    },
    async forget(household) {
      await writes.write(({ forget }) => forget.run(household));
      decoded.forget();
      emptyJournal();
    },
    async purge(now) {
      await writes.write(({ noteSwept, purgeProofs, purgeChats }) => {
        noteSwept.run(now);
        purgeProofs.run(now);
        purgeChats.run(now);
      });
      decoded.forget();
    },
    sweptUntil: () => (sweptUntil.get() as { until: Instant } | undefined)?.until,
    due: (now, limit) => due.all(now, limit) as Key[],
    nextDue: (after = BEFORE_ALL) => (nextDue.get(after) as { next: Instant | null }).next ?? undefined,
    unfinished: () => unfinished.all() as Key[],
    async written() {
      await writes.write(() => undefined);
    },
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
      // It waits for a commit that is on its way.
      emptyJournal();
      writes.close();
      db.close();
    },
  };
}
