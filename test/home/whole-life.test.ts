import { chmodSync, cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { importJWK, type JWK } from 'jose';
import Database from 'libsql';
import { phoneIdOf, type PublicKey } from '../../core/approval/jws.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { after, type Instant, instant, seconds } from '../../core/household/instant.ts';
import { restoreBackup, writeBackup } from '../../home/backup-file.ts';
import { type HomeServer, startHomeServer } from '../../home/home-server.ts';
import { openAdapters } from '../../home/open-adapters.ts';
import type { TestPhone } from '../support/builders/builders.ts';
import { PhoneClient } from '../support/builders/phone-client.ts';
import { askSimulator } from '../support/home/ask-simulator.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Data folders as released and landed versions of this program wrote them, by `test/tools/store-example.ts`. */
const STORES = join(import.meta.dirname, 'stores');
const VERSIONS = readdirSync(STORES).sort();

const folder = temporaryFolder();
afterAll(folder.remove);
let server: HomeServer | undefined;
afterEach(stop);
async function stop(): Promise<void> {
  await server?.stop();
  server = undefined;
}

const settingsFor = (dataDir: string) => ({
  host: '127.0.0.1',
  port: 0,
  simulatorPort: 0,
  dataDir,
  trustedProxies: [],
  mailFrom: 'home@example.org',
});

type Known = { household: HouseholdId; heldAt: Instant; jwk: PublicKey; key: JWK };

/** A copy of an example, and who owns it. Git keeps no modes. */
async function aCopy(version: string, name: string): Promise<{ dataDir: string; known: Known }> {
  const dataDir = join(folder.path, name);
  cpSync(join(STORES, version), dataDir, { recursive: true });
  const known = JSON.parse(readFileSync(join(dataDir, 'phone.json'), 'utf8')) as Known;
  rmSync(join(dataDir, 'phone.json'));
  chmodSync(dataDir, 0o700);
  for (const file of ['anchor.key', 'vapid.json', 'documents.db']) chmodSync(join(dataDir, file), 0o600);
  return { dataDir, known };
}

/** Starts on a folder, at this time. Gives the phone that was paired in it. */
async function startAt(dataDir: string, known: Known, time: Instant): Promise<PhoneClient> {
  const startedAt = Date.now();
  const clock = () => instant(time + Date.now() - startedAt);
  const adapters = await openAdapters(settingsFor(dataDir), clock);
  server = await startHomeServer(settingsFor(dataDir), { ...adapters, log: () => {} });
  const id = phoneIdOf(known.jwk);
  const key = await importJWK(known.key, 'ES256');
  const keys = { id, name: 'A phone', jwk: known.jwk, key } as TestPhone;
  const phone = new PhoneClient(new URL(server.addresses.phone).origin, known.household, keys);
  phone.now = clock;
  return phone;
}

async function hold(phone: PhoneClient): Promise<void> {
  for (const text of ['alexa, tell second yes to send a message to anna', 'dinner is at eight'])
    await askSimulator(server?.addresses.start ?? '')('/echo/say', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ room: 'Kitchen', text }),
    });
  await phone.until('held');
}

async function release(phone: PhoneClient): Promise<void> {
  const held = await phone.until('held');
  expect((await phone.answer(held, await phone.signedRelease(held))).status).toBe(200);
  await phone.until('delivered');
}

describe('The data of an earlier version', () => {
  test.each(VERSIONS)(
    'a household of store version %s goes on: its phone, contact and messages',
    async version => {
      const { dataDir, known } = await aCopy(version, `version ${version}`);
      const phone = await startAt(dataDir, known, after(known.heldAt, seconds(20)));
      expect([...(await phone.trust()).contacts.values()]).toMatchObject([{ name: 'Anna' }]);
      // The first version held messages without a seal: they can only be discarded.
      if (version === '1') {
        const held = await phone.until('held');
        expect((await phone.answer(held, await phone.signedDiscard(held))).status).toBe(200);
      } else await release(phone);
      await hold(phone);
    },
  );

  test('the whole life: an upgrade, a message held, a backup, the disk lost, a restore, and the message delivered', async () => {
    const { dataDir, known } = await aCopy('1', 'life');
    const time = after(known.heldAt, seconds(20));
    await hold(await startAt(dataDir, known, time));
    const backup = join(folder.path, 'life.backup');
    await writeBackup(dataDir, backup);
    await stop();
    rmSync(dataDir, { recursive: true });

    await restoreBackup(backup, dataDir, time);
    const phone = await startAt(dataDir, known, after(time, seconds(60)));
    await release(phone);
  });
});

describe('The data of a later version', () => {
  test.each([
    ['tables', 'PRAGMA user_version = 1000'],
    ['documents', 'UPDATE documents SET schema_version = 1000'],
  ])(
    'an older program refuses a store with newer %s by one sentence, and changes nothing',
    async (what, change) => {
      const { dataDir } = await aCopy(VERSIONS.at(-1) ?? '', `newer ${what}`);
      const file = join(dataDir, 'documents.db');
      const db = new Database(file);
      db.exec(change);
      db.close();
      const before = readFileSync(file);
      await expect(openAdapters(settingsFor(dataDir))).rejects.toMatchObject({
        code: 'database-newer',
        message: `${file} was written by a newer version of Second Yes. Start that version again, or restore a backup from before the upgrade.`,
      });
      expect(readFileSync(file)).toEqual(before);
    },
  );
});
