import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeMail } from '../../../adapters/mail/compose-mail.ts';
import { type DkimKey, loadDkimKey } from '../../../adapters/mail/dkim.ts';
import { writeMail } from '../../../adapters/mail/write-mail.ts';
import { aDelivery } from '../../support/builders/a-delivery.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { verifyDkim } from '../../support/verify-dkim.ts';

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const rsa = (bits: number): string => pem(generateKeyPairSync('rsa', { modulusLength: bits }).privateKey);
const usual = rsa(2048);
const publicKey = createPublicKey(usual);

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => void (folder = temporaryFolder()));
afterAll(() => folder.remove());

function load(text: string): Promise<DkimKey> {
  const file = join(folder.path, 'dkim.pem');
  writeFileSync(file, text);
  return loadDkimKey({ domain: 'example.net', selector: 'house', file });
}

const stoppable = aDelivery({
  from: { household: 'the Müller household' },
  stop: { url: 'https://home.example.net/stop/token', isFirst: true },
});
const written = async (key: DkimKey) =>
  writeMail(composeMail(stoppable, { from: 'home@example.net', replyTo: 'anna@example.net' }), key);

test('a mail that is signed verifies, and every header that a mail program acts on is covered', async () => {
  const { problem, tags, covered } = verifyDkim(await written(await load(usual)), publicKey);
  expect(problem).toBeUndefined();
  expect(tags).toMatchObject({ a: 'rsa-sha256', d: 'example.net', s: 'house', c: 'relaxed/relaxed' });
  expect(covered).toEqual(
    expect.arrayContaining([
      'from',
      'to',
      'reply-to',
      'subject',
      'date',
      'message-id',
      'content-type',
      'auto-submitted',
      'list-unsubscribe',
      'list-unsubscribe-post',
    ]),
  );
});

test.each([
  ['the sender', /home@example\.net/, 'eve@example.net', 'signature'],
  ['what stops messages', /One-Click/, 'Two-Clicks', 'signature'],
  ['the answering address', /Reply-To: anna/, 'Reply-To: eve', 'signature'],
  ['the text', /Hello Anna/, 'Hello Anne', 'body'],
])('a signed mail in which %s was changed does not verify', async (_what, before, after, problem) => {
  const mail = (await written(await load(usual))).toString('latin1');
  const changed = mail.replace(before, after);
  expect(changed).not.toBe(mail);
  expect(verifyDkim(Buffer.from(changed, 'latin1'), publicKey)).toMatchObject({ problem });
});

test('a mail without a key is not signed', async () => {
  const mail = await writeMail(composeMail(stoppable, { from: 'home@example.net' }));
  expect(verifyDkim(mail, publicKey).problem).toBe('unsigned');
});

test.each([
  [
    'Ed25519, with which nodemailer would send unsigned',
    pem(generateKeyPairSync('ed25519').privateKey),
    'type ed25519',
  ],
  ['EC', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey), 'type ec'],
  ['RSA-PSS', pem(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey), 'type rsa-pss'],
  ['RSA of 512 bits', rsa(512), 'less than 1024 bits'],
  ['a public key', publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'no private key'],
  ['half a file', usual.slice(0, 300), 'no private key'],
  ['nothing', '', 'no private key'],
  [
    'behind a password',
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
    }).privateKey,
    'without a password',
  ],
])('a key for DKIM that is %s is refused in one sentence', async (_what, text, reason) => {
  await expect(load(text)).rejects.toMatchObject({
    code: 'dkim-unusable',
    message: expect.stringMatching(new RegExp(`^DKIM_KEY_FILE \\S+ holds [^.]*${reason}[^.]*\\.$`)),
  });
});

test('a key for DKIM that is not there is refused by the system with its path', async () => {
  const file = join(folder.path, 'nowhere.pem');
  await expect(loadDkimKey({ domain: 'example.net', selector: 'house', file })).rejects.toMatchObject({
    code: 'ENOENT',
    path: file,
  });
});
