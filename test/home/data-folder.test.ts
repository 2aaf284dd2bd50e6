import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'libsql';
import { openAdapters } from '../../home/open-adapters.ts';
import type { ServerSettings } from '../../home/settings.ts';
import { pairedPhone, startTestHomeServer } from '../support/home/test-home-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const settingsFor = (dataDir: string): ServerSettings => ({
  host: '127.0.0.1',
  port: 0,
  simulatorPort: 0,
  dataDir,
  trustedProxies: [],
  mailFrom: 'home@example.org',
});

/** The files with content in a data folder. */
const contentIn = (dir: string): string[] =>
  readdirSync(join(dir, 'recordings'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name !== 'starts')
    .map(({ name }) => name);

describe('A data folder whose parts do not belong together', () => {
  const [before, after] = [join(folder.path, 'before'), join(folder.path, 'after')];
  const dir = join(folder.path, 'mixed');
  beforeAll(async () => {
    const home = await startTestHomeServer();
    const phone = await pairedPhone(home);
    cpSync(home.dir, before, { recursive: true });
    await home.say('alexa, tell second yes to send a message to anna');
    await home.say('dinner is at seven');
    await phone.until('held');
    await home.server.stop();
    // Each start counts: this copy is one start younger.
    (await openAdapters(settingsFor(home.dir))).close();
    cpSync(home.dir, after, { recursive: true });
    await home.smtp.stop();
    rmSync(home.dir, { recursive: true });
  });
  beforeEach(() => {
    rmSync(dir, { recursive: true, force: true });
    cpSync(after, dir, { recursive: true });
  });

  const put = (from: string, name: string) => {
    rmSync(join(dir, name), { recursive: true, force: true });
    cpSync(join(from, name), join(dir, name), { recursive: true });
  };
  const dropDatabase = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(join(dir, `documents.db${end}`), { force: true });
  };

  const mixtures: [string, () => void, RegExp][] = [
    ['without a database', dropDatabase, /documents\.db is missing, but .*recordings belongs to a household/],
    [
      'with an older database',
      () => {
        dropDatabase();
        put(before, 'documents.db');
      },
      /documents\.db is older than .*recordings\..* ACCEPT_LOSS=yes/,
    ],
    [
      'with a database that is empty',
      () => {
        dropDatabase();
        new Database(join(dir, 'documents.db')).close();
      },
      /documents\.db is older than/,
    ],
    [
      'without recordings',
      () => rmSync(join(dir, 'recordings'), { recursive: true }),
      /recordings is missing or older than .*documents\.db/,
    ],
    [
      'with another anchor key',
      () => writeFileSync(join(dir, 'anchor.key'), new Uint8Array(32), { mode: 0o600 }),
      /The anchor key in .* is not the one of .*documents\.db/,
    ],
  ];
  test.each(mixtures)('a start %s is refused, and nothing is erased', async (_how, mix, sentence) => {
    mix();
    const there = readdirSync(dir);
    const content = readdirSync(dir).includes('recordings') ? contentIn(dir) : [];
    for (let start = 0; start < 2; start++)
      await expect(openAdapters(settingsFor(dir))).rejects.toMatchObject({
        code: 'data-mixed',
        message: expect.stringMatching(sentence),
      });
    expect(contentIn(dir)).toEqual(content);
    // Opening a database makes its journals.
    expect(readdirSync(dir)).toEqual(expect.arrayContaining(there));
  });

  test('ACCEPT_LOSS starts on a database and recordings of different times, once and then without it', async () => {
    dropDatabase();
    put(before, 'documents.db');
    (await openAdapters({ ...settingsFor(dir), acceptLoss: true })).close();
    (await openAdapters(settingsFor(dir))).close();
  });

  test('a start that ends between its two notes of itself is no reason to refuse the next', async () => {
    const db = new Database(join(dir, 'documents.db'));
    db.exec('UPDATE facts SET value = value + 1');
    db.close();
    for (let start = 0; start < 2; start++) (await openAdapters(settingsFor(dir))).close();
  });

  test('after a clean stop the database file alone is complete', () => {
    for (const journal of ['-wal', '-shm']) rmSync(join(dir, `documents.db${journal}`), { force: true });
    const db = new Database(join(dir, 'documents.db'));
    const found = db.prepare("SELECT count(*) AS messages FROM documents WHERE kind = 'message'").get();
    db.close();
    expect(found).toMatchObject({ messages: 1 });
  });
});
