import { chmodSync, cpSync, readdirSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { hours, seconds } from '../../../core/household/instant.ts';
import { startHomeServer } from '../../../home/home-server.ts';
import { openAdapters } from '../../../home/open-adapters.ts';
import type { PhoneClient } from '../../support/builders/phone-client.ts';
import {
  pairedPhone,
  startTestHomeServer,
  type TestHomeServer,
} from '../../support/home/test-home-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const WORDS = 'the marzipan is behind the piano';
let at: TestHomeServer;
let phone: PhoneClient;

/** A home server with an outbox, a phone, and a message that was delivered into the outbox. */
beforeEach(async () => {
  at = await startTestHomeServer({ outbox: true });
  phone = await pairedPhone(at);
  await at.say('alexa, tell second yes to send a message to anna');
  await at.say(WORDS);
  const held = await phone.until('held');
  await phone.answer(held, await phone.signedRelease(held));
  await phone.until('delivered');
});
afterEach(() => at.stop());

/**
 * A text as it is and as it is within base64url, in which links are stored: at each of the three places of a group. Three
 * letters are no evidence: the digests of used proofs have them by chance.
 */
const formsOf = (text: string): string[] => [
  text,
  ...[0, 1, 2]
    .map(before =>
      Buffer.from('-'.repeat(before) + text)
        .toString('base64url')
        .slice(Math.ceil((before * 4) / 3), -2),
    )
    .filter(form => form.length > 3),
];

/** All files of the data folder as they are. If the server erases one during the reading, the reading begins again. */
async function readAll(): Promise<{ file: string; bytes: string }[]> {
  try {
    const entries = await readdir(at.dir, { recursive: true, withFileTypes: true });
    const files = entries.filter(entry => !entry.isDirectory()).map(one => join(one.parentPath, one.name));
    return await Promise.all(files.map(async file => ({ file, bytes: await readFile(file, 'latin1') })));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return readAll();
    throw error;
  }
}

/** Which of these texts are in the bytes of the files of the data folder. */
async function found(texts: string[]): Promise<string[]> {
  const files = (await readAll()).map(({ file, bytes }) => `${file} ${bytes}`);
  return texts.filter(text => formsOf(text).some(form => files.some(file => file.includes(form))));
}

describe('What is erased', () => {
  test('nothing that was the household’s is left in any byte of the data folder after everything was erased', async () => {
    const [message] = await phone.messages();
    const ids = [phone.keys.id, message?.id ?? '', phone.keys.jwk.x];
    const texts = [
      'Anna',
      'anna@example.org',
      'Test phone',
      'marzipan',
      'second-yes recording',
      'put-contact',
      ...ids,
    ];
    expect(await found(texts)).toEqual(
      expect.arrayContaining(['anna@example.org', 'marzipan', 'second-yes recording', ...ids.slice(0, 2)]),
    );
    const erased = await phone.erase();
    expect(erased.status).toBe(200);
    expect(await found(texts)).toEqual([]);
  });

  test('what was replaced before is not left either, such as an earlier name of a phone', async () => {
    await phone.append({ type: 'rename-phone', phone: phone.keys.id, name: 'Zanzibar' });
    expect(await found(['Zanzibar', 'Test phone'])).toHaveLength(2);
    await phone.erase();
    expect(await found(['Zanzibar', 'Test phone', 'anna@example.org'])).toEqual([]);
  });

  test('a mail that an erasure has left in the outbox is erased at the next start, and no other', async () => {
    at.adapters.documents.checkpoint();
    const copy = temporaryFolder();
    const [dataDir, outbox] = [join(copy.path, 'data'), join(copy.path, 'data', 'outbox')];
    cpSync(at.dir, dataDir, { recursive: true });
    chmodSync(dataDir, 0o700);
    const [kept = ''] = readdirSync(outbox);
    for (const left of ['erased', 'half-written'])
      cpSync(join(outbox, kept), join(outbox, left), { recursive: true });
    rmSync(join(outbox, 'half-written', 'entry.json'));
    const settings = {
      host: '127.0.0.1',
      port: 0,
      simulatorPort: 0,
      dataDir,
      trustedProxies: [],
      mailFrom: 'a@example.org',
    };
    const server = await startHomeServer(settings, { ...(await openAdapters(settings)), log: () => {} });
    expect(readdirSync(outbox)).toEqual([kept]);
    await server.stop();
    copy.remove();
  });

  test('a delivered mail leaves the outbox after the retention time', async () => {
    expect(await found(['marzipan'])).toEqual(['marzipan']);
    at.pass(hours(24));
    await at.say('alexa, open second yes');
    while ((await found(['marzipan'])).length > 0)
      await new Promise(resolve => setTimeout(resolve, seconds(0.1)));
    expect(await found(['marzipan', 'second-yes recording'])).toEqual([]);
  });
});
