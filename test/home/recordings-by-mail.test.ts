import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { recordingDigest } from '../../core/message/recording/recording.ts';
import { aFlac } from '../support/audio/a-flac.ts';
import { aWav } from '../support/audio/a-wav.ts';
import { aFile, someAac } from '../support/audio/containers.ts';
import { decodeMp3 } from '../support/audio/decode-mp3.ts';
import { correlation, speechLike } from '../support/audio/sound.ts';
import type { PhoneClient } from '../support/builders/phone-client.ts';
import { askSimulator } from '../support/home/ask-simulator.ts';
import { pairedPhone, startTestHomeServer, type TestHomeServer } from '../support/home/test-home-server.ts';

const said = speechLike(16_000, 2_000);

let at: TestHomeServer;
let phone: PhoneClient;
beforeAll(async () => {
  at = await startTestHomeServer();
  phone = await pairedPhone(at);
});
afterAll(() => at.stop());

/** Sends audio to the Echo that asks for a message, as its page does. */
async function records(audio: Uint8Array): Promise<Record<string, unknown>> {
  await at.say('alexa, tell second yes to send a message to anna');
  const response = await askSimulator(at.server.addresses.start)('/echo/record?room=Kitchen', {
    method: 'POST',
    headers: { 'Content-Type': 'audio/webm' },
    body: new Uint8Array(audio),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** Releases the held message, and gives what its mail brought. */
async function mailed() {
  const held = await phone.until('held');
  if (!held.recording) throw new Error('It is held without a recording.');
  await phone.answer(held, await phone.signedRelease(held));
  await phone.until('delivered');
  const { attachments } = await simpleParser(at.smtp.received.at(-1)?.raw ?? '');
  const [attachment] = attachments;
  if (!attachment) throw new Error('The mail brought no recording.');
  const { mediaType, duration, digest } = held.recording;
  const audio = new Uint8Array(attachment.content);
  return {
    attachment,
    audio,
    held: digest,
    came: (more: object) => recordingDigest({ audio, mediaType, duration, ...more }),
  };
}

test.each([
  ['a WAV file', aWav([said.samples], said.rate)],
  ['a FLAC file', aFlac(said.samples, said.rate)],
])('%s is held as an MP3, and arrives with the digest that it was held under', async (_, audio) => {
  expect(await records(audio)).toMatchObject({ decision: 'held' });
  const { attachment, audio: mp3, held, came } = await mailed();
  expect(attachment).toMatchObject({ contentType: 'audio/mpeg', filename: 'message.mp3' });
  expect(came({})).toBe(held);
  expect(correlation(said, await decodeMp3(mp3), 300)).toBeGreaterThan(0.99);
});

test('AAC, as old iPhones record it, is held as m4a and arrives with the digest that it was held under', async () => {
  expect(await records(await aFile('fragmented mp4', [someAac(80)]))).toMatchObject({ decision: 'held' });
  const { attachment, held, came } = await mailed();
  expect(attachment).toMatchObject({ contentType: 'audio/mp4', filename: 'message.m4a' });
  expect(came({})).toBe(held);
});

test('dictated words are spoken as an MP3, and arrive with them under the digest', async () => {
  await at.say('alexa, tell second yes to send a message to anna');
  await at.say('it is −5° outside');
  const { attachment, held, came } = await mailed();
  expect(attachment).toMatchObject({ contentType: 'audio/mpeg', filename: 'message.mp3' });
  expect(came({ transcript: 'it is −5° outside' })).toBe(held);
});

test('silence is refused with the reason in plain words, and the Echo still asks', async () => {
  const answer = await records(aWav([new Float32Array(32_000)], 16_000));
  expect(answer).toEqual({ code: 'silent', title: expect.stringContaining('no sound in that recording') });
  expect(await records(aWav([said.samples], said.rate))).toMatchObject({ decision: 'held' });
});
