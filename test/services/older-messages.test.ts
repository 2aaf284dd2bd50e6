import { beforeEach, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import * as z from 'zod/mini';
import { attend, type CourierParts } from '../../services/courier/attend.ts';
import type { Parcel } from '../../services/ports/channel.ts';
import { hours, seconds } from '../../core/household/instant.ts';
import { sha256 } from '../../core/household/sha256.ts';
import type { Held, Message } from '../../core/message/message.ts';
import { loadRecording } from '../../services/storage/load-recording.ts';
import { parsed } from '../../core/api/answers.ts';
import { aCompanion } from '../support/builders/a-companion.ts';
import { aHouse, type House, moving, releaseBy, storedMessage } from '../support/builders/a-household.ts';
import { anAttempt, aHeldMessage, anchor, aRecording } from '../support/builders/builders.ts';

/*
 * Messages from before a recording was one object: audio and words were two, each under a digest of its own, and the
 * document named both. They end as messages whose content is gone, and nothing breaks on them.
 */

let house: House;
let api: ReturnType<typeof aCompanion>;
let older: Held;
let parcels: Parcel[];
beforeEach(async () => {
  house = await aHouse();
  api = aCompanion(house);
  parcels = [];
  const { audio, transcript: words = '' } = aRecording();
  const blank = aHeldMessage();
  const owner = { household: blank.household, message: blank.id };
  const keys = {
    audio: await house.recordings.put(owner, audio),
    transcript: await house.recordings.put(owner, new TextEncoder().encode(words)),
  };
  const { digest, bytes, mediaType, duration } = blank.recording;
  older = {
    ...blank,
    dictation: { transcript: keys.transcript, characters: words.length },
    recording: { digest, bytes, mediaType, duration, ...keys },
  };
  house.documents.plant(older);
});

const kept = () => house.recordings.keptOf({ household: older.household, message: older.id });
const path = (rest: string) => `/messages/${older.id}${rest}`;

/** The courier looks at it. */
function visit() {
  const parts: CourierParts = {
    documents: house.documents,
    recordings: house.recordings,
    speech: {
      speak: async () => ({ audio: Uint8Array.of(1, 2, 3), mediaType: 'audio/wav', duration: 1_000 }),
    },
    channel: {
      timeout: seconds(60),
      send: async parcel => (parcels.push(parcel), anAttempt('taken')),
    },
    phones: { tell: async () => ({ reached: [] }) },
    anchor,
    clock: house.clock.now,
    newId: () => 'claim-1',
    log: () => {},
  };
  return attend(parts, house.household, older.id);
}

/** What the phone signs for it, as if it had heard it. */
async function released(): Promise<Message> {
  const { body } = await api.call('POST', path('/listen'));
  house.clock.pass(seconds(10));
  const jws = await releaseBy(house, older, { nonce: body['nonce'] as string });
  expect((await api.call('POST', path('/answer'), { jws })).status).toBe(200);
  house.clock.pass(seconds(10));
  return storedMessage(house, older);
}

describe('a message whose audio and words are two objects', () => {
  test('is listed and shown, so that the phone can read it', async () => {
    const listed = await api.call('GET', '/messages');
    const shown = await api.call('GET', path(''));
    expect(z.parse(parsed.messages, listed.body).messages).toMatchObject([{ id: older.id, state: 'held' }]);
    expect(z.parse(parsed.message, shown.body).message.recording).toMatchObject({
      digest: older.recording.digest,
    });
  });

  test('is not played', async () => {
    expect(await api.call('GET', path('/recording'))).toMatchObject({
      status: 404,
      body: { code: 'no-recording' },
    });
  });

  test('is exported as its document, without content', async () => {
    const url = `https://house.example/households/${house.household}/export`;
    const proof = await house.phone.prove({ method: 'POST', url, body: new Uint8Array() }, house.clock.now());
    const response = await api.api.request(url, { method: 'POST', headers: { DPoP: proof } });
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    expect(Object.keys(files)).toEqual(['household.json']);
    expect(JSON.parse(strFromU8(files['household.json'] ?? new Uint8Array()))).toMatchObject({
      documents: { message: [{ id: older.id }] },
    });
  });

  test('is not sent although it was released, and its content is erased after the retention', async () => {
    expect(await released()).toMatchObject({ state: 'released' });
    await visit();
    expect(parcels).toEqual([]);
    expect(await storedMessage(house, older)).toMatchObject({
      state: 'failed',
      outcome: { code: 'recording-changed' },
    });
    expect(kept()).toHaveLength(2);
    house.clock.pass(older.retention);
    await visit();
    expect(await storedMessage(house, older)).toMatchObject({ erasedAt: house.clock.now() });
    expect(kept()).toEqual([]);
  });

  test('expires when nobody answers, and its content is erased at once', async () => {
    house.clock.pass(hours(1));
    await visit();
    expect(await storedMessage(house, older)).toMatchObject({
      state: 'expired',
      erasedAt: house.clock.now(),
    });
    expect(kept()).toEqual([]);
  });

  test('is rendered anew when words are added, and is then as any other', async () => {
    const owner = { household: older.household, message: older.id };
    const longer = 'Dinner is at seven. Bring bread.';
    const transcript = await house.recordings.put(owner, new TextEncoder().encode(longer));
    expect(transcript).toBe(sha256(longer));
    await moving(house, older, { do: 'extend', dictation: { transcript, characters: longer.length } });
    await visit();
    const message = await storedMessage(house, older);
    expect(message.state).toBe('held');
    expect(await loadRecording(house.recordings, message)).toMatchObject({ transcript: longer });
  });

  test('is erased with the household', async () => {
    expect(await api.call('POST', '/erase', { household: house.household })).toMatchObject({
      status: 200,
      body: { erased: true },
    });
    expect(house.documents.everything()).toEqual([]);
    expect(kept()).toEqual([]);
  });
});
