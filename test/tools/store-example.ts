import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { phoneIdOf, type PublicKey } from '../../core/approval/jws.ts';
import { openAdapters } from '../../home/open-adapters.ts';
import { startHomeServer } from '../../home/home-server.ts';
import { aContact, type TestPhone } from '../support/builders/builders.ts';
import { PhoneClient } from '../support/builders/phone-client.ts';
import { askSimulator } from '../support/home/ask-simulator.ts';

/**
 * Writes the data folder of a household with a phone, a contact and a held message, as this version stores it:
 * `tsx test/tools/store-example.ts FOLDER`. Run it before a release that changes how something is stored.
 */
const [dir] = process.argv.slice(2);
if (dir === undefined) throw new Error('Name the folder to write.');
mkdirSync(dir, { mode: 0o700 });
const settings = {
  host: '127.0.0.1',
  port: 0,
  simulatorPort: 0,
  trustedProxies: [],
  dataDir: dir,
  mailFrom: 'home@example.org',
};
const server = await startHomeServer(settings, { ...(await openAdapters(settings)), log: () => {} });
const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
const { x, y } = await exportJWK(publicKey);
const jwk = { kty: 'EC', crv: 'P-256', x, y } as PublicKey;
const keys = { id: phoneIdOf(jwk), name: 'A phone', jwk, key: privateKey } as TestPhone;
const phone = new PhoneClient(new URL(server.addresses.phone).origin, server.household, keys);
await phone.pair((await server.pairing())?.code ?? '');
await phone.putContact(aContact());
await phone.set({ undo: 0 });
for (const text of ['alexa, tell second yes to send a message to anna', 'dinner is at seven'])
  await askSimulator(server.addresses.start)('/echo/say', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ room: 'Kitchen', text }),
  });
const { heldAt } = await phone.until('held');
await server.stop();
for (const name of ['documents.db-shm', 'documents.db-wal', 'home-server.lock'])
  rmSync(join(dir, name), { force: true });
const known = { household: server.household, heldAt, jwk, key: await exportJWK(privateKey) };
writeFileSync(join(dir, 'phone.json'), JSON.stringify(known));
process.exit(0);
