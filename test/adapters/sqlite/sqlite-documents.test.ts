import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { openDocuments, type SqliteDocuments } from '../../../adapters/sqlite/sqlite-documents.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';
import { instant } from '../../../core/household/instant.ts';
import type { Document, SeenProof } from '../../../services/ports/documents.ts';
import { documentsContract } from '../documents-contract.ts';
import { startChild } from '../../support/home/child.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const home = 'home' as HouseholdId;
const aProof = (id: string, until: number): SeenProof => ({
  kind: 'proof',
  household: home,
  id,
  version: 0,
  until: instant(until),
});
/** In these tests a proof is due at its end; one with the end 0 is never due. */
const dueAt = (document: Document) =>
  document.kind === 'proof' && document.until > 0 ? document.until : undefined;

documentsContract('SQLite', async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'documents.db');
  const documents = openDocuments(file, () => undefined);
  return {
    documents,
    async setSchemaVersion({ household, kind, id }, schemaVersion) {
      const db = new Database(file);
      db.prepare('UPDATE documents SET schema_version = ? WHERE household = ? AND kind = ? AND id = ?').run(
        schemaVersion,
        household,
        kind,
        id,
      );
      db.close();
    },
    async close() {
      documents.close();
      folder.remove();
    },
  };
});

describe('the SQLite file', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  let documents: SqliteDocuments;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'documents.db');
    documents = openDocuments(file, dueAt);
  });
  afterEach(() => {
    documents.close();
    folder.remove();
  });

  test('the SQLite file and its journals are readable by this user only', async () => {
    await documents.put(aProof('a', 1), 0);
    const modes = readdirSync(folder.path).map(name => [
      name,
      statSync(join(folder.path, name)).mode & 0o777,
    ]);
    expect(Object.fromEntries(modes)).toEqual({
      'documents.db': 0o600,
      'documents.db-shm': 0o600,
      'documents.db-wal': 0o600,
    });
  });

  test('the documents are there when the SQLite file is opened again', async () => {
    await documents.put(aProof('a', 7), 0);
    documents.close();
    documents = openDocuments(file, dueAt);
    expect(await documents.get(home, 'proof', 'a')).toMatchObject({ version: 1, until: 7 });
    expect(documents.nextDue()).toBe(7);
  });

  test('a put that returned survives the kill of its process', async () => {
    const child = startChild(`
      import { openDocuments } from './adapters/sqlite/sqlite-documents.ts';
      const documents = openDocuments(${JSON.stringify(file)}, () => undefined);
      await documents.put(${JSON.stringify(aProof('last', 1))}, 0);
      console.log('stored');
      setInterval(() => {}, 1000);
    `);
    expect(await child.line()).toBe('stored');
    child.process.kill('SIGKILL');
    await child.ended;
    expect(await documents.get(home, 'proof', 'last')).toMatchObject({ version: 1 });
  });

  test('exactly one of the concurrent puts by two processes is stored', async () => {
    const child = startChild(`
      import { openDocuments } from './adapters/sqlite/sqlite-documents.ts';
      const documents = openDocuments(${JSON.stringify(file)}, () => undefined);
      console.log('open');
      process.stdin.once('data', async () => {
        const won = [];
        for (let i = 0; i < 50; i++)
          won.push(await documents.put({ kind: 'proof', household: 'home', id: 'p' + i, version: 0, until: 2 }, 0));
        console.log(JSON.stringify(won));
        process.exit();
      });
    `);
    await child.line();
    child.process.stdin?.write('go\n');
    const ours: boolean[] = [];
    for (let i = 49; i >= 0; i--) ours[i] = await documents.put(aProof(`p${i}`, 1), 0);
    const theirs = JSON.parse(await child.line()) as boolean[];
    await child.ended;
    const numbers = ours.map((_, i) => i);
    expect(numbers.filter(i => ours[i] === theirs[i])).toEqual([]);
    const kept = await Promise.all(numbers.map(i => documents.get(home, 'proof', `p${i}`)));
    expect(kept.map(proof => proof?.until)).toEqual(ours.map(won => (won ? 1 : 2)));
  });

  test('a put on a full disk throws, earlier documents stay, and a later put that fits succeeds', async () => {
    const child = startChild(
      `
      import { openDocuments } from './adapters/sqlite/sqlite-documents.ts';
      const documents = openDocuments(${JSON.stringify(file)}, document => document.until);
      const of = (id, size, until) =>
        ({ kind: 'proof', household: 'home', id, version: 0, until, filler: 'x'.repeat(size) });
      const put = (document, also) =>
        documents.put(document, 0, also).then(stored => console.log(stored), error => console.log(error.code));
      await put(of('small', 10, 5));
      await put(of('large', 2_000_000, 1));
      await put(of('beside', 10, 1), { add: of('added', 2_000_000, 1) });
      await put(of('next', 10, 6), { add: of('other', 10, 7) });
      process.exit();
    `,
      { fileLimit: 512 },
    );
    expect(await child.line()).toBe('true');
    expect(await child.line()).toMatch(/^SQLITE_(IOERR|FULL)/);
    expect(await child.line()).toMatch(/^SQLITE_(IOERR|FULL)/);
    expect(await child.line()).toBe('true');
    await child.ended;
    expect((await documents.list(home, 'proof')).map(({ id }) => id)).toEqual(['small', 'other', 'next']);
    expect(documents.nextDue()).toBe(5);
  });

  describe('due documents', () => {
    beforeEach(async () => {
      await documents.put(aProof('later', 300), 0);
      await documents.put(aProof('soon', 100), 0);
      await documents.put(aProof('then', 200), 0);
      await documents.put(aProof('never', 0), 0);
    });

    test('due gives the due documents, the longest overdue first, up to a limit', () => {
      const ids = (now: number, limit: number) => documents.due(instant(now), limit).map(({ id }) => id);
      expect(ids(99, 10)).toEqual([]);
      expect(ids(100, 10)).toEqual(['soon']);
      expect(ids(1_000, 10)).toEqual(['soon', 'then', 'later']);
      expect(ids(1_000, 2)).toEqual(['soon', 'then']);
    });

    test('due gives keys only', () => {
      expect(documents.due(instant(100), 10)).toEqual([{ household: home, kind: 'proof', id: 'soon' }]);
    });

    test('nextDue gives the next due time, of all or after a given time', () => {
      expect(documents.nextDue()).toBe(100);
      expect(documents.nextDue(instant(100))).toBe(200);
      expect(documents.nextDue(instant(300))).toBeUndefined();
    });

    test('what was put before is stored once all is written', async () => {
      const put = documents.put(aProof('written', 0), 0);
      await documents.written();
      expect(await documents.get(home, 'proof', 'written')).toBeDefined();
      expect(await put).toBe(true);
    });

    test('unfinished gives all documents with a due time', () => {
      expect(
        documents
          .unfinished()
          .map(({ id }) => id)
          .sort(),
      ).toEqual(['later', 'soon', 'then']);
    });

    test('the due time follows each put, with or without a check', async () => {
      const key = { household: home, kind: 'proof', id: 'never' } as const;
      await documents.put(aProof('soon', 0), 1);
      await documents.put(aProof('then', 50), 1, { check: { key, version: 1 } });
      expect(documents.nextDue()).toBe(50);
      expect(documents.due(instant(1_000), 10).map(({ id }) => id)).toEqual(['then', 'later']);
    });

    test('an added document has its own due time', async () => {
      await documents.put(aProof('never', 0), 1, { add: aProof('added', 50) });
      expect(documents.nextDue()).toBe(50);
    });

    test('a lost race does not change the due time', async () => {
      await documents.put(aProof('soon', 1), 0);
      expect(documents.nextDue()).toBe(100);
    });
  });

  test('nothing that was purged, forgotten or replaced stays in memory', async () => {
    const read = async () => documents.get(home, 'proof', 'later');
    const erase = {
      purged: () => documents.purge(instant(50)),
      forgotten: () => documents.forget('other' as HouseholdId),
      // Its row is then set back by another hand, so that only memory could know it.
      async replaced() {
        const db = new Database(file);
        const { body } = db.prepare('SELECT body FROM documents').get() as { body: string };
        await documents.put(aProof('later', 200), 1);
        db.prepare('UPDATE documents SET body = ?').run(body);
        db.close();
      },
    };
    await documents.put(aProof('later', 100), 0);
    for (const how of Object.values(erase)) {
      const before = await read();
      expect(await read()).toBe(before);
      await how();
      expect(await read()).toEqual(before);
      expect(await read()).not.toBe(before);
    }
  });

  test('the latest end of the purged proofs is known after a restart, and never earlier again', async () => {
    expect(documents.sweptUntil()).toBeUndefined();
    for (const until of [10, 30, 20, 90]) await documents.put(aProof(`until ${until}`, until), 0);
    await documents.purge(instant(50));
    expect(documents.sweptUntil()).toBe(30);
    await documents.put(aProof('earlier', 5), 0);
    await documents.purge(instant(50));
    documents.close();
    documents = openDocuments(file, dueAt);
    expect(documents.sweptUntil()).toBe(30);
    expect((await documents.list(home, 'proof')).map(({ id }) => id)).toEqual(['until 90']);
  });

  test('a listener is called for each stored document, not for a lost race, and not after it has stopped', async () => {
    const heard: string[] = [];
    const stop = documents.onChange(({ kind, id }) => heard.push(`${kind} ${id}`));
    await documents.put(aProof('a', 1), 0);
    await documents.put(aProof('a', 1), 0);
    await documents.put(aProof('a', 2), 1);
    await documents.put(aProof('b', 2), 0, {
      check: { key: { household: home, kind: 'proof', id: 'a' }, version: 1 },
    });
    await documents.put(aProof('a', 3), 2, { add: aProof('d', 2) });
    await documents.put(aProof('a', 4), 3, { add: aProof('d', 2) });
    stop();
    await documents.put(aProof('c', 2), 0);
    expect(heard).toEqual(['proof a', 'proof a', 'proof a', 'proof d']);
  });
});
