import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import Database from 'libsql';
import { listOutbox } from '../../adapters/files/outbox.ts';
import { instant } from '../../core/household/instant.ts';
import { restoreBackup, writeBackup } from '../../home/backup-file.ts';
import { homeHousehold } from '../../home/data-folder.ts';
import { startHomeServer } from '../../home/home-server.ts';
import { openAdapters } from '../../home/open-adapters.ts';
import { loadRecording } from '../../services/storage/stored-recording.ts';
import { aClaim, aSendingMessage } from '../support/builders/builders.ts';
import { PhoneClient } from '../support/builders/phone-client.ts';
import { pairedPhone, startTestHomeServer, type TestHomeServer } from '../support/home/test-home-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

let home: TestHomeServer | undefined;
afterEach(async () => {
  await home?.stop();
  home = undefined;
});

const settingsFor = (dataDir: string) => ({
  host: '127.0.0.1',
  port: 0,
  simulatorPort: 0,
  dataDir,
  trustedProxies: [],
  mailFrom: 'home@example.org',
});
const now = () => instant(Date.now());

async function hold(text: string): Promise<void> {
  await home?.say('alexa, tell second yes to send a message to anna');
  await home?.say(text);
}

/** The paths of the files in a backup, beside the database. */
function filesOf(file: string): string[] {
  const db = new Database(file);
  const rows = db.prepare('SELECT path FROM files ORDER BY path').all() as { path: string }[];
  db.close();
  return rows.map(({ path }) => path);
}

describe('A backup', () => {
  test('a household that was restored from a backup goes on: phone, contacts and a held message, which is then delivered', async () => {
    home = await startTestHomeServer({ outbox: true });
    const phone = await pairedPhone(home);
    await hold('dinner is at seven');
    await phone.until('held');
    const file = join(folder.path, 'goes-on.backup');
    await writeBackup(home.dir, file);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const dataDir = join(folder.path, 'goes-on');
    await restoreBackup(file, dataDir, now());
    const adapters = await openAdapters(settingsFor(dataDir));
    const again = await startHomeServer(settingsFor(dataDir), { ...adapters, log: () => {} });
    const { origin } = new URL(again.addresses.phone);
    const later = new PhoneClient(origin, phone.household, phone.keys);
    const held = await later.until('held');
    expect((await later.answer(held, await later.signedRelease(held))).status).toBe(200);
    await later.until('delivered');
    expect(await listOutbox(join(dataDir, 'outbox'))).toHaveLength(1);
    await again.stop();
  });

  test('each backup under load is whole: every message in it that waits has its recording', async () => {
    home = await startTestHomeServer();
    const phone = await pairedPhone(home);
    const over = new AbortController();
    const load = (async () => {
      for (let round = 0; !over.signal.aborted; round++) {
        await hold(`message number ${round}`);
        const view = await phone.until('held', 'discarded');
        if (round % 2 === 0 && view.state === 'held')
          await phone.answer(view, await phone.signedDiscard(view));
        // The API allows a phone four requests a second.
        await new Promise(resolve => setTimeout(resolve, 600));
      }
    })();
    let waiting = 0;
    for (let round = 0; round < 6 || waiting === 0; round++) {
      await new Promise(resolve => setTimeout(resolve, 700));
      const file = join(folder.path, `load-${round}.backup`);
      await writeBackup(home.dir, file);
      const dataDir = join(folder.path, `load-${round}`);
      await restoreBackup(file, dataDir, now());
      const adapters = await openAdapters(settingsFor(dataDir));
      for (const message of await adapters.documents.list(phone.household, 'message')) {
        if (message.state !== 'held') continue;
        expect(await loadRecording(adapters.recordings, message)).toBeDefined();
        waiting++;
      }
      adapters.close();
    }
    over.abort();
    await load;
    expect(waiting).toBeGreaterThan(0);
  });

  test('a backup goes on while messages are being erased', async () => {
    const dataDir = join(folder.path, 'erasing');
    (await openAdapters(settingsFor(dataDir))).close();
    const names = Array.from({ length: 600 }, (_, i) => `message-${i}`);
    for (const name of names) {
      mkdirSync(join(dataDir, 'recordings', 'home', name), { recursive: true });
      writeFileSync(join(dataDir, 'recordings', 'home', name, 'recording'), 'RIFF');
    }
    const file = join(folder.path, 'erasing.backup');
    const written = writeBackup(dataDir, file);
    const kept = names.filter((_, i) => i % 6 === 0);
    const erased = names.filter(name => !kept.includes(name));
    for (const name of erased) await rm(join(dataDir, 'recordings', 'home', name), { recursive: true });
    await written;
    const saved = filesOf(file).map(path => path.split('/')[2]);
    expect(kept.filter(name => !saved.includes(name))).toEqual([]);
  });

  test('a backup that is written into the data folder has neither itself nor earlier ones in it', async () => {
    const dataDir = join(folder.path, 'within');
    (await openAdapters(settingsFor(dataDir))).close();
    const [first, second] = ['first.backup', 'second.backup'].map(name => join(dataDir, name)) as [
      string,
      string,
    ];
    await writeBackup(dataDir, first);
    await writeBackup(dataDir, second);
    expect(filesOf(second)).toEqual(filesOf(first));
    expect(filesOf(first)).toContain('anchor.key');
    expect(filesOf(first).filter(path => path.includes('backup'))).toEqual([]);
  });

  test('a message that was on its way when the backup was written is unknown after the restore, and not sent again', async () => {
    const taken: string[] = [];
    home = await startTestHomeServer({
      channel: {
        timeout: 1_000,
        async send({ message }) {
          taken.push(message);
          return { result: 'not-taken', outcome: { code: 'timed-out', service: 'mail-server' } };
        },
      },
    });
    const phone = await pairedPhone(home);
    await hold('dinner is at eight');
    const held = await phone.until('held');
    await phone.answer(held, await phone.signedRelease(held));
    while (taken.length === 0) await new Promise(resolve => setTimeout(resolve, 50));
    await phone.until('released');
    const file = join(folder.path, 'on-its-way.backup');
    await writeBackup(home.dir, file);

    const dataDir = join(folder.path, 'on-its-way');
    await restoreBackup(file, dataDir, now());
    const adapters = await openAdapters(settingsFor(dataDir));
    const message = await adapters.documents.get(phone.household, 'message', held.id);
    adapters.close();
    expect(message).toMatchObject({ state: 'unknown', outcome: { code: 'claim-lost' } });
  });

  test('a message that had not begun to leave when the backup was written is unknown after the restore: it may have left since', async () => {
    const [from, dataDir] = ['claimed', 'claimed-restored'].map(name => join(folder.path, name)) as [
      string,
      string,
    ];
    const before = await openAdapters(settingsFor(from));
    const household = homeHousehold(before.anchor);
    const message = aSendingMessage({ household, claim: aClaim({ begun: false }) });
    await before.documents.put(message, 0);
    before.close();
    const file = join(folder.path, 'claimed.backup');
    await writeBackup(from, file);

    await restoreBackup(file, dataDir, now());
    const adapters = await openAdapters(settingsFor(dataDir));
    expect(await adapters.documents.get(household, 'message', message.id)).toMatchObject({
      state: 'unknown',
      outcome: { code: 'claim-lost' },
    });
    adapters.close();
  });
});

describe('A backup that cannot be written or restored', () => {
  const refused = (message: RegExp) => ({
    code: 'backup-refused',
    message: expect.stringMatching(message),
  });

  test('a backup of a folder without a household is refused, and creates nothing', async () => {
    const file = join(folder.path, 'nothing.backup');
    await expect(writeBackup(folder.path, file)).rejects.toMatchObject(refused(/There is no household in/));
    expect(() => statSync(file)).toThrow();
  });

  test('a backup of a data folder with a link in it is refused: what it leads to would be missing', async () => {
    const dataDir = join(folder.path, 'linked');
    (await openAdapters(settingsFor(dataDir))).close();
    renameSync(join(dataDir, 'recordings'), join(folder.path, 'elsewhere'));
    symlinkSync(join(folder.path, 'elsewhere'), join(dataDir, 'recordings'));
    const file = join(folder.path, 'linked.backup');
    await expect(writeBackup(dataDir, file)).rejects.toMatchObject(refused(/recordings is a link/));
    expect(existsSync(file)).toBe(false);
  });

  test('a backup never replaces a file, and a restore never replaces data', async () => {
    home = await startTestHomeServer();
    const file = join(folder.path, 'kept.backup');
    await writeBackup(home.dir, file);
    await expect(writeBackup(home.dir, file)).rejects.toMatchObject(refused(/exists already/));
    const dataDir = join(folder.path, 'kept');
    await restoreBackup(file, dataDir, now());
    const anchor = readFileSync(join(dataDir, 'anchor.key'));
    await expect(restoreBackup(file, dataDir, now())).rejects.toMatchObject(refused(/is not empty/));
    expect(readFileSync(join(dataDir, 'anchor.key'))).toEqual(anchor);
  });

  test.each([
    ['is no database', () => Buffer.from('not a backup'), /is no backup of Second Yes/],
    ['names a file outside of the folder', () => forged('../outside'), /is damaged/],
    ['is of a newer version', () => forged('name', 1_000), /was written by a newer version/],
  ])('a file that %s is refused, and the folder stays empty', async (what, bytes, message) => {
    const file = join(folder.path, `${what}.backup`);
    writeFileSync(file, bytes());
    const dataDir = join(folder.path, what);
    mkdirSync(dataDir, { mode: 0o700 });
    await expect(restoreBackup(file, dataDir, now())).rejects.toMatchObject(refused(message));
    // The folder may be used again.
    await expect(restoreBackup(file, dataDir, now())).rejects.toMatchObject(refused(message));
  });

  function forged(path: string, version = 0): Buffer {
    const file = join(folder.path, `forged-${path.length}`);
    const db = new Database(file);
    db.exec(
      `CREATE TABLE files (path TEXT PRIMARY KEY, bytes BLOB NOT NULL); PRAGMA user_version = ${version}`,
    );
    db.prepare('INSERT INTO files VALUES (?, ?)').run(path, Buffer.from('text'));
    db.close();
    return readFileSync(file);
  }
});
