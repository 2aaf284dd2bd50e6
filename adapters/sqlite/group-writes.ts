import AsyncDatabase from 'libsql/promise';
import { CONNECTION } from './open-database.ts';

/** A prepared statement. Both methods run on this very thread, and neither waits for the disk. */
type Statement = {
  run(...values: unknown[]): { changes: number };
  get(...values: unknown[]): unknown;
};

/** What libsql's types leave out. */
type Connection = {
  readonly inTransaction: boolean;
  prepare(sql: string): Promise<Statement>;
  /** Runs on a thread of libsql's own. */
  exec(sql: string): Promise<void>;
  close(): void;
};

type Statements<Name extends string> = Readonly<Record<Name, Statement>>;
type Job<Name extends string> = {
  work: (statements: Statements<Name>) => unknown;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
};

const OWN = {
  begin: 'BEGIN IMMEDIATE',
  rollBack: 'ROLLBACK',
  mark: 'SAVEPOINT job',
  release: 'RELEASE job',
  undo: 'ROLLBACK TO job',
};

/** Writes that share their commits. */
export type GroupedWrites<Name extends string> = {
  /**
   * Does this work with the prepared statements, wholly or not at all, and gives its result once it is durable. The work
   * sees all earlier writes and no other process writes in between. Rejects with what it throws, or what the disk said.
   */
  write<Result>(work: (statements: Statements<Name>) => Result): Promise<Result>;
  close(): void;
};

/**
 * Groups the writes to a database that `openDatabase` has opened. Flushing to the disk takes longest, so that what
 * arrives during one commit shares the next one (group commit), and the thread is free for other work in the meantime. Work
 * that fails takes no other with it: it is undone alone, and what a commit could not store is tried again one by one.
 */
export function groupWrites<Name extends string>(
  file: string,
  sql: Readonly<Record<Name, string>>,
): GroupedWrites<Name> {
  const db = new AsyncDatabase(file, {}) as unknown as Connection;
  const opening = open();
  // Each write fails with it then.
  opening.catch(() => {});
  let waiting: Job<Name>[] = [];
  let isWriting = false;

  async function open() {
    await db.exec(CONNECTION);
    return { own: await prepareAll(db, OWN), given: await prepareAll(db, sql) };
  }

  async function writeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const jobs = waiting;
      waiting = [];
      await commit(jobs);
    }
    isWriting = false;
  }

  async function commit(jobs: readonly Job<Name>[]): Promise<void> {
    const rejectAll = (error: unknown) => jobs.forEach(({ reject }) => reject(error));
    const statements = await opening.catch(rejectAll);
    if (!statements) return;
    const { own, given } = statements;
    try {
      rollBack(own);
      own.begin.run();
    } catch (error) {
      // Another process is writing, and SQLite has waited for it. Each job by itself would wait as long again.
      return rejectAll(error);
    }
    try {
      const settle = jobs.map(job => attempt(job, own, given));
      await db.exec('COMMIT');
      for (const one of settle) one();
    } catch (error) {
      rollBack(own);
      if (jobs.length === 1) return rejectAll(error);
      for (const job of jobs) await commit([job]);
    }
  }

  /** On a full disk SQLite has rolled back already. If rolling back fails, the next write tries it again. */
  function rollBack({ rollBack: statement }: Statements<keyof typeof OWN>): void {
    try {
      if (db.inTransaction) statement.run();
    } catch {
      // The caller must get the error of the write, and not that of rolling back.
    }
  }

  /** Gives what settles the job once all are committed. Throws if the failure has ended the whole transaction. */
  function attempt(
    { work, resolve, reject }: Job<Name>,
    own: Statements<keyof typeof OWN>,
    given: Statements<Name>,
  ): () => void {
    own.mark.run();
    try {
      const result = work(given);
      own.release.run();
      return () => resolve(result);
    } catch (error) {
      if (!db.inTransaction) throw error;
      own.undo.run();
      own.release.run();
      return () => reject(error);
    }
  }

  return {
    write<Result>(work: (statements: Statements<Name>) => Result) {
      return new Promise<Result>((resolve, reject) => {
        waiting.push({ work, resolve: resolve as (result: unknown) => void, reject });
        if (isWriting) return;
        isWriting = true;
        void writeWaiting();
      });
    },
    close: () => db.close(),
  };
}

async function prepareAll<Name extends string>(
  db: Connection,
  sql: Readonly<Record<Name, string>>,
): Promise<Statements<Name>> {
  const prepared: [string, Statement][] = [];
  for (const [name, text] of Object.entries<string>(sql)) prepared.push([name, await db.prepare(text)]);
  return Object.fromEntries(prepared) as Statements<Name>;
}
