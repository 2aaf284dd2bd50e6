import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type Database from 'libsql';
import { type GroupedWrites, groupWrites } from '../../../adapters/sqlite/group-writes.ts';
import { openDatabase } from '../../../adapters/sqlite/open-database.ts';
import { type SqliteDocuments, openDocuments } from '../../../adapters/sqlite/sqlite-documents.ts';
import { aHeldMessage, aHouseholdId, aMessageId } from '../../support/builders/builders.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const SQL = {
  add: 'INSERT INTO notes (name, text) VALUES (?, ?)',
  // Only the commit looks whether there is such a note.
  point: 'INSERT INTO pointers (to_note) VALUES (?)',
  limit: 'PRAGMA max_page_count = 12',
};

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
let reader: Database.Database;
let writes: GroupedWrites<keyof typeof SQL>;

beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'notes.db');
  reader = openDatabase(file);
  reader.exec(`CREATE TABLE notes (name TEXT PRIMARY KEY, text TEXT);
    CREATE TABLE pointers (to_note TEXT REFERENCES notes DEFERRABLE INITIALLY DEFERRED);`);
  reader.pragma('wal_checkpoint(TRUNCATE)');
  writes = groupWrites(file, SQL);
});
afterEach(() => {
  writes.close();
  reader.close();
  folder.remove();
});

const add = (name: string, text = 'text') => writes.write(({ add: note }) => note.run(name, text).changes);
const stored = () =>
  (reader.prepare('SELECT name FROM notes ORDER BY name').all() as { name: string }[]).map(
    ({ name }) => name,
  );
const ended = async (some: Promise<unknown>[]) =>
  (await Promise.allSettled(some)).map(({ status }) => status);

test('a write is in the database for other connections when it resolves', async () => {
  const seen = await Promise.all(
    ['a', 'b', 'c', 'd'].map(name => add(name).then(() => stored().includes(name))),
  );
  expect(seen).toEqual([true, true, true, true]);
});

test('writes that arrive together share their commits', async () => {
  await add('first');
  const journal = () => statSync(`${file}-wal`).size;
  const [before, names] = [journal(), Array.from({ length: 50 }, (_, i) => `note ${i}`)];
  await Promise.all(names.map(name => add(name)));
  const together = journal() - before;
  for (const name of names) await add(`${name} alone`);
  const alone = journal() - before - together;
  expect(stored()).toHaveLength(101);
  expect(together).toBeLessThan(alone / 10);
});

test('work that throws in a group is undone alone and rejects alone', async () => {
  const failing = writes.write(({ add: note }) => {
    note.run('undone', 'text');
    throw new Error('too bad');
  });
  expect(await ended([add('a'), failing, add('b'), add('a')])).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
  ]);
  await expect(failing).rejects.toThrow('too bad');
  expect(stored()).toEqual(['a', 'b']);
});

test('a write that fails only when its group is committed does not take the others with it', async () => {
  await writes.write(({ add: note }) => note.run('there', 'text'));
  const point = (to: string) => writes.write(({ point: pointer }) => pointer.run(to).changes);
  const some = [add('a'), point('nowhere'), point('there'), add('b')];
  expect(await ended(some)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(stored()).toEqual(['a', 'b', 'there']);
});

test('a write that the disk has no room for does not take the others with it', async () => {
  await writes.write(({ limit }) => limit.get());
  const some = [add('a'), add('large', 'x'.repeat(100_000)), add('b')];
  expect(await ended(some)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  await expect(some[1]).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  expect(stored()).toEqual(['a', 'b']);
  expect(await add('c')).toBe(1);
});

test('one of the puts of one version that arrive together is stored, and each knows whether it was', async () => {
  let documents: SqliteDocuments | undefined;
  try {
    documents = openDocuments(join(folder.path, 'documents.db'), () => undefined);
    const put = documents.put.bind(documents);
    const household = aHouseholdId();
    const message = (id: string) => aHeldMessage({ household, id: aMessageId(id) });
    await put(message('a'), 0);
    const check = { key: { household, kind: 'message', id: aMessageId('a') } as const, version: 1 };
    const results = [
      put(message('b'), 0),
      put(message('a'), 1),
      put(message('a'), 1),
      put(message('c'), 0, { check }),
      put(message('d'), 0),
      put(message('e'), 3),
    ];
    expect(await Promise.all(results)).toEqual([true, true, false, false, true, false]);
    const ids = (await documents.list(household, 'message')).map(({ id, version }) => `${id} ${version}`);
    expect(ids).toEqual(['d 1', 'b 1', 'a 2']);
  } finally {
    documents?.close();
  }
});
