import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { hours, seconds } from '../../core/household/instant.ts';
import type { PhoneClient } from '../support/builders/phone-client.ts';
import { pairedPhone, startTestHomeServer, type TestHomeServer } from '../support/home/test-home-server.ts';

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

/** Which of these texts are in the bytes of the files of the data folder. */
function found(texts: string[]): string[] {
  const files = readdirSync(at.dir, { recursive: true, encoding: 'utf8' })
    .map(name => join(at.dir, name))
    .filter(file => statSync(file).isFile());
  const bytes = files.map(file => `${file} ${readFileSync(file, 'latin1')}`);
  return texts.filter(text => formsOf(text).some(form => bytes.some(one => one.includes(form))));
}

describe('What is erased', () => {
  test('nothing that was the household’s is left in any byte of the data folder after everything was erased', async () => {
    const [message] = await phone.messages();
    const ids = [phone.keys.id, message?.id ?? '', phone.keys.jwk.x];
    const texts = ['Anna', 'anna@example.org', 'Test phone', 'marzipan', 'RIFF', 'put-contact', ...ids];
    expect(found(texts)).toEqual(
      expect.arrayContaining(['anna@example.org', 'marzipan', 'RIFF', ...ids.slice(0, 2)]),
    );
    const erased = await phone.erase();
    expect(erased.status).toBe(200);
    expect(found(texts)).toEqual([]);
  });

  test('what was replaced before is not left either, such as an earlier name of a phone', async () => {
    await phone.append({ type: 'rename-phone', phone: phone.keys.id, name: 'Zanzibar' });
    expect(found(['Zanzibar', 'Test phone'])).toHaveLength(2);
    await phone.erase();
    expect(found(['Zanzibar', 'Test phone', 'anna@example.org'])).toEqual([]);
  });

  test('a delivered mail leaves the outbox after the retention time', async () => {
    expect(found(['marzipan'])).toEqual(['marzipan']);
    at.pass(hours(24));
    await at.say('alexa, open second yes');
    while (found(['marzipan']).length > 0) await new Promise(resolve => setTimeout(resolve, seconds(0.1)));
    expect(found(['marzipan', 'RIFF'])).toEqual([]);
  });
});
