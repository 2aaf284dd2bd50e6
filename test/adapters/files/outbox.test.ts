import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { listOutbox, outboxChannel, readAttachment } from '../../../adapters/files/outbox.ts';
import type { DeliveryChannel } from '../../../services/ports/channel.ts';
import type { MessageId } from '../../../core/household/ids.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { aDelivery } from '../../support/builders/a-delivery.ts';
import { startChild } from '../../support/home/child.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let dir: string;
let channel: DeliveryChannel;
beforeEach(() => {
  folder = temporaryFolder();
  dir = join(folder.path, 'outbox');
  channel = outboxChannel({ dir, from: 'Our household <home@example.net>' });
});
afterEach(() => folder.remove());

const message = (id: string) => id as MessageId;

test('the outbox keeps a mail as a mail server would send it, with the recording byte for byte', async () => {
  const delivery = aDelivery();
  expect(await channel.send(delivery)).toMatchObject({ result: 'taken', outcome: { code: 'in-outbox' } });

  const mail = await simpleParser(readFileSync(join(dir, delivery.message, 'message.eml')));
  expect(mail.to).toMatchObject({ text: '"Anna" <anna@example.org>' });
  expect(mail.from?.text).toBe('"Our household" <home@example.net>');
  expect(mail.attachments.map(({ filename, content }) => [filename, sha256(content)])).toEqual([
    ['message.wav', sha256(delivery.recording.audio)],
  ]);
});

test('the outbox lists its mails, newest first', async () => {
  await channel.send(aDelivery({ message: message('first') }));
  await new Promise(resolve => setTimeout(resolve, 5));
  await channel.send(aDelivery({ message: message('second') }));

  const list = await listOutbox(dir);
  expect(list.map(({ id }) => id)).toEqual(['second', 'first']);
  expect(list[0]).toMatchObject({
    to: ['anna@example.org'],
    subject: 'A voice message for Anna',
    text: expect.stringContaining('Dinner is at seven.'),
    attachment: { name: 'message.wav', mediaType: 'audio/wav', bytes: 5_000 },
  });
});

test('the outbox gives the recording of a mail and no other file', async () => {
  const delivery = aDelivery();
  await channel.send(delivery);
  expect(await readAttachment(dir, delivery.message)).toEqual({
    name: 'message.wav',
    mediaType: 'audio/wav',
    bytes: Buffer.from(delivery.recording.audio),
  });
  for (const id of ['other', '..', '../outbox', `../outbox/${delivery.message}`, ''])
    expect(await readAttachment(dir, id)).toBeUndefined();
});

test('sending the same claim to the outbox again is taken and changes nothing', async () => {
  const delivery = aDelivery();
  const eml = join(dir, delivery.message, 'message.eml');
  await channel.send(delivery);
  const before = statSync(eml).ino;
  expect(await channel.send(delivery)).toMatchObject({ result: 'taken' });
  expect(statSync(eml).ino).toBe(before);
  expect(await listOutbox(dir)).toHaveLength(1);
});

test('another claim for the same message replaces the mail in the outbox', async () => {
  await channel.send(aDelivery());
  const again = aDelivery({
    claim: 'claim-2',
    to: { name: 'Ben', channel: 'email', address: 'ben@example.org' },
  });
  await channel.send(again);
  expect((await listOutbox(dir)).map(({ claim, subject }) => [claim, subject])).toEqual([
    ['claim-2', 'A voice message for Ben'],
  ]);
});

test('the files of the outbox are readable by this user only', async () => {
  const { message: id } = aDelivery();
  await channel.send(aDelivery());
  expect(statSync(join(dir, id)).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(join(dir, id)))
    expect(statSync(join(dir, id, name)).mode & 0o777).toBe(0o600);
});

test('an outbox without mails is empty', async () => {
  expect(await listOutbox(dir)).toEqual([]);
});

test('a mail that a crash left incomplete is not listed', async () => {
  mkdirSync(join(dir, 'half'), { recursive: true });
  writeFileSync(join(dir, 'half', 'message.eml'), 'half');
  expect(await listOutbox(dir)).toEqual([]);
});

test('an outbox that cannot be written does not take the mail and gives the cause', async () => {
  writeFileSync(join(folder.path, 'file'), '');
  const nowhere = outboxChannel({ dir: join(folder.path, 'file'), from: 'home@example.net' });
  expect(await nowhere.send(aDelivery())).toEqual({
    result: 'not-taken',
    outcome: { code: 'outbox-failed', cause: 'ENOTDIR' },
  });
});

test('an outbox on a full disk does not take the mail and leaves no partial file', async () => {
  const child = startChild(
    `
    import { outboxChannel } from './adapters/files/outbox.ts';
    const attempt = await outboxChannel({ dir: ${JSON.stringify(dir)}, from: 'home@example.net' }).send({
      message: 'large',
      claim: 'c',
      to: { name: 'Anna', addresses: [{ channel: 'email', address: 'anna@example.org' }] },
      recording: { audio: new Uint8Array(1_000_000), mediaType: 'audio/wav', duration: 1 },
    });
    console.log(JSON.stringify(attempt));
  `,
    { fileLimit: 512 },
  );
  expect(JSON.parse(await child.line())).toMatchObject({
    result: 'not-taken',
    outcome: { code: 'outbox-failed' },
  });
  await child.ended;
  expect(await listOutbox(dir)).toEqual([]);
  expect(existsSync(join(dir, 'large')) ? readdirSync(join(dir, 'large')) : []).toEqual([]);
});

test('a message id that could name another path is not taken by the outbox', async () => {
  expect(await channel.send(aDelivery({ message: message('../elsewhere') }))).toMatchObject({
    result: 'not-taken',
  });
  expect(existsSync(join(folder.path, 'elsewhere'))).toBe(false);
});
