import { beforeEach, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { aCompanion } from '../../support/builders/a-companion.ts';
import { aHousehold, holding, type TestHousehold } from '../../support/builders/a-household.ts';
import { aHeldMessage, aHouseholdId, aRecording } from '../../support/builders/builders.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';

let home: TestHousehold;
let api: ReturnType<typeof aCompanion>;
beforeEach(async () => {
  home = await aHousehold();
  api = aCompanion(home);
});

/** The archive that an owner downloads, by file name. */
async function exported(): Promise<Record<string, Uint8Array>> {
  const url = `https://home.example/households/${home.household}/export`;
  const proof = await home.phone.prove({ method: 'POST', url, body: new Uint8Array() }, home.clock.now());
  const response = await api.api.request(url, { method: 'POST', headers: { DPoP: proof } });
  expect(response.headers.get('Content-Type')).toBe('application/zip');
  return unzipSync(new Uint8Array(await response.arrayBuffer()));
}

describe('an export', () => {
  test('an export has every document, and the audio and the transcript of each message', async () => {
    const recording = aRecording({ transcript: 'Dinner is at seven.' });
    const message = await holding(home, {}, recording);
    const files = await exported();
    expect(files[`recordings/${message.id}/message.wav`]).toEqual(recording.audio);
    expect(strFromU8(files[`recordings/${message.id}/words.txt`] ?? new Uint8Array())).toBe(
      'Dinner is at seven.',
    );
    const { documents } = JSON.parse(strFromU8(files['household.json'] ?? new Uint8Array()));
    expect(documents.message).toMatchObject([{ id: message.id, state: 'held' }]);
    expect(documents.trust).toHaveLength(1);
  });

  test('an export has nothing of another household', async () => {
    const other = 'household-2' as HouseholdId;
    await home.documents.put({ ...aHeldMessage(), household: other }, 0);
    expect(strFromU8((await exported())['household.json'] ?? new Uint8Array())).not.toContain(other);
  });
});

describe('erasing', () => {
  const erase = (household: string) => api.call('POST', '/erase', { household });

  test('erasing removes the household from both stores, and its phone is no longer known', async () => {
    const message = await holding(home);
    expect(await erase(home.household)).toMatchObject({ status: 200, body: { erased: true } });
    expect(home.documents.everything()).toEqual([]);
    expect(home.recordings.keptOf({ household: home.household, message: message.id })).toEqual([]);
    expect((await api.call('GET', '/messages')).status).toBe(401);
  });

  test('erasing with the name of another household removes nothing', async () => {
    const before = home.documents.everything().length;
    expect((await erase(aHouseholdId('household-2'))).body['code']).toBe('body-malformed');
    // The proof of the request itself is noted.
    expect(home.documents.everything()).toHaveLength(before + 1);
  });

  test('erasing that leaves something behind is answered as storage-failed', async () => {
    await holding(home);
    const { recordings } = home;
    const forgetful = aCompanion(home, { recordings: { ...recordings, forget: async () => {} } });
    expect(await forgetful.call('POST', '/erase', { household: home.household })).toMatchObject({
      status: 503,
      body: { code: 'storage-failed' },
    });
  });
});
