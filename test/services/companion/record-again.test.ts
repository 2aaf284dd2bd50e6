import { beforeEach, describe, expect, test } from '@jest/globals';
import { after, hours } from '../../../core/household/instant.ts';
import type { Held } from '../../../core/message/message.ts';
import { sealProblemOf } from '../../../core/message/seal.ts';
import type { Prepared } from '../../../services/ports/prepare-recording.ts';
import { loadRecording } from '../../../services/storage/stored-recording.ts';
import { aCompanion } from '../../support/builders/a-companion.ts';
import {
  aHousehold,
  holding,
  storedMessage,
  type TestHousehold,
} from '../../support/builders/a-household.ts';
import { noon, sealKey } from '../../support/builders/builders.ts';

const own: Prepared = { audio: new Uint8Array(300).fill(7), mediaType: 'audio/mpeg', duration: 3_000 };
const spoken = new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 1, 2, 3]);

let home: TestHousehold;
let message: Held;
let heard: Uint8Array[];
beforeEach(async () => {
  home = await aHousehold();
  message = await holding(home);
  heard = [];
});

/** Sends audio in the place of the held recording, which is prepared as this. */
function records(prepared: Prepared | undefined = own, audio = spoken) {
  const prepare = async (bytes: Uint8Array) => (heard.push(bytes), prepared);
  const { call } = aCompanion(home, { prepare });
  return call('PUT', `/messages/${message.id}/recording`, undefined, { raw: audio });
}
const refused = (status: number, code: string) => ({ status, body: { code } });

describe('a message that is recorded again', () => {
  test('the phone’s audio is prepared, held in place of what there was, and sealed', async () => {
    const { status, body } = await records();
    expect(status).toBe(200);
    expect(heard).toEqual([spoken]);
    const stored = await storedMessage(home, message);
    if (stored?.state !== 'held') throw new Error('It is not held.');
    expect(await loadRecording(home.recordings, stored)).toEqual(own);
    expect(stored.recording.digest).not.toBe(message.recording.digest);
    expect(sealProblemOf(stored, sealKey)).toBeUndefined();
    expect(body).toMatchObject({
      message: { recording: { digest: stored.recording.digest, hasTranscript: false } },
    });
  });

  test('the recording that was held before is erased once a message is recorded again', async () => {
    const key = { household: home.household, message: message.id };
    expect(await home.recordings.get(key, message.recording.digest)).toBeDefined();
    await records();
    expect(await home.recordings.get(key, message.recording.digest)).toBeUndefined();
  });

  test('a listening to what was held before counts no longer once a message is recorded again', async () => {
    const { call } = aCompanion(home);
    await call('POST', `/messages/${message.id}/listen`);
    await records();
    expect(await storedMessage(home, message)).toMatchObject({ listening: [] });
  });

  test('the history says which phone recorded a message again', async () => {
    await records();
    const { history } = (await storedMessage(home, message)) as Held;
    expect(history.at(-1)).toEqual({ at: noon, event: 'recorded-again', by: home.phone.id });
  });
});

describe('a recording that is not taken', () => {
  test('a recording that is refused leaves the message as it was, and the answer says why in a sentence', async () => {
    const before = await storedMessage(home, message);
    const answer = await records({ refused: 'silent' });
    expect(answer).toMatchObject(refused(422, 'silent'));
    expect(answer.body['title']).toContain('no sound');
    expect(await storedMessage(home, message)).toEqual(before);
  });

  test('a recording of more than 5 MB is refused before it is looked at', async () => {
    expect(await records(own, new Uint8Array(5_000_001))).toMatchObject(refused(422, 'recording-too-large'));
    expect(heard).toEqual([]);
  });

  test('a message is not recorded again after its hold, and nothing of the new recording stays', async () => {
    const before = await storedMessage(home, message);
    home.clock.pass(hours(1));
    expect(await records()).toMatchObject(refused(409, 'hold-over'));
    expect(await storedMessage(home, message)).toEqual(before);
  });

  test('a message that was changed in the database is not recorded again', async () => {
    const stored = await storedMessage(home, message);
    await home.documents.put({ ...stored, holdUntil: after(stored.holdUntil, hours(1)) }, stored.version);
    expect(await records()).toMatchObject(refused(409, 'seal-broken'));
  });

  test('a message is not recorded again where recordings cannot be prepared, and phones are not offered it', async () => {
    const { call } = aCompanion(home, { prepare: undefined });
    expect(await call('PUT', `/messages/${message.id}/recording`, undefined, { raw: spoken })).toMatchObject(
      refused(409, 'recording-off'),
    );
    expect((await call('GET', '/server')).body).toMatchObject({ recordsAgain: false });
    expect((await aCompanion(home, { prepare: async () => own }).call('GET', '/server')).body).toMatchObject({
      recordsAgain: true,
    });
  });

  test('a recording for a message that does not exist is refused as no-such-message', async () => {
    const { call } = aCompanion(home, { prepare: async () => own });
    expect(await call('PUT', '/messages/01JNONE/recording', undefined, { raw: spoken })).toMatchObject(
      refused(404, 'no-such-message'),
    );
  });
});
