import { beforeEach, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { aCompanion } from '../../support/builders/a-companion.ts';
import { aHouse, holding, type House } from '../../support/builders/a-household.ts';
import { aHeldMessage, aHousehold, aRecording } from '../../support/builders/builders.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';

let house: House;
let api: ReturnType<typeof aCompanion>;
beforeEach(async () => {
  house = await aHouse();
  api = aCompanion(house);
});

/** The archive that an owner downloads, by file name. */
async function exported(): Promise<Record<string, Uint8Array>> {
  const url = `https://house.example/households/${house.household}/export`;
  const proof = await house.phone.prove({ method: 'POST', url, body: new Uint8Array() }, house.clock.now());
  const response = await api.api.request(url, { method: 'POST', headers: { DPoP: proof } });
  expect(response.headers.get('Content-Type')).toBe('application/zip');
  return unzipSync(new Uint8Array(await response.arrayBuffer()));
}

describe('an export', () => {
  test('an export has every document, and the audio and the transcript of each message', async () => {
    const recording = aRecording({ transcript: 'Dinner is at seven.' });
    const message = await holding(house, {}, recording);
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
    await house.documents.put({ ...aHeldMessage(), household: other }, 0);
    expect(strFromU8((await exported())['household.json'] ?? new Uint8Array())).not.toContain(other);
  });
});

describe('erasing', () => {
  const erase = (household: string) => api.call('POST', '/erase', { household });

  test('erasing removes the household from both stores, and its phone is no longer known', async () => {
    const message = await holding(house);
    expect(await erase(house.household)).toMatchObject({ status: 200, body: { erased: true } });
    expect(house.documents.everything()).toEqual([]);
    expect(house.recordings.keptOf({ household: house.household, message: message.id })).toEqual([]);
    expect((await api.call('GET', '/messages')).status).toBe(401);
  });

  test('erasing with the name of another household removes nothing', async () => {
    const before = house.documents.everything().length;
    expect((await erase(aHousehold('household-2'))).body['code']).toBe('body-malformed');
    // The proof of the request itself is noted.
    expect(house.documents.everything()).toHaveLength(before + 1);
  });

  test('erasing that leaves something behind is answered as storage-failed', async () => {
    await holding(house);
    const { recordings } = house;
    const forgetful = aCompanion(house, { recordings: { ...recordings, forget: async () => {} } });
    expect(await forgetful.call('POST', '/erase', { household: house.household })).toMatchObject({
      status: 503,
      body: { code: 'storage-failed' },
    });
  });
});
