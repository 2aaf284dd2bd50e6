import { beforeEach, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { aCompanion, origin } from '../../support/builders/a-companion.ts';
import { aHousehold, holding, type TestHousehold, trustOf } from '../../support/builders/a-household.ts';
import {
  aHeldMessage,
  aHouseholdId,
  aPhone,
  aRecording,
  aTrustList,
  headOfLinks,
} from '../../support/builders/builders.ts';
import { dataOrderText } from '../../../core/approval/data-order.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { anAuthenticator } from '../../support/browser/authenticator.ts';
import type { HouseholdId, MessageId, RoomId } from '../../../core/household/ids.ts';
import { after, seconds } from '../../../core/household/instant.ts';
import type { HouseholdDocument } from '../../../core/household/room.ts';

let home: TestHousehold;
let api: ReturnType<typeof aCompanion>;
beforeEach(async () => {
  home = await aHousehold();
  api = aCompanion(home);
});

const head = async () => headOfLinks((await trustOf(home)).links);

/** The archive that an owner downloads, by file name. */
async function exported(): Promise<Record<string, Uint8Array>> {
  const url = `https://home.example/households/${home.household}/export`;
  const body = new TextEncoder().encode(JSON.stringify({ head: await head() }));
  const proof = await home.phone.prove({ method: 'POST', url, body }, home.clock.now());
  const response = await api.api.request(url, { method: 'POST', headers: { DPoP: proof }, body });
  expect(response.headers.get('Content-Type')).toBe('application/zip');
  return unzipSync(new Uint8Array(await response.arrayBuffer()));
}

describe('an export', () => {
  test('an export has every document, and the audio and the transcript of each message', async () => {
    const recording = aRecording({ transcript: 'Dinner is at seven.' });
    const message = await holding(home, {}, recording);
    const files = await exported();
    const name = 'recordings/2026-11-02 12-00-00 an Echo to Anna';
    expect(files[`${name}.wav`]).toEqual(recording.audio);
    expect(strFromU8(files[`${name}.txt`] ?? new Uint8Array())).toBe('Dinner is at seven.');
    const { documents } = JSON.parse(strFromU8(files['household.json'] ?? new Uint8Array()));
    expect(documents.message).toMatchObject([{ id: message.id, state: 'held' }]);
    expect(documents.trust).toHaveLength(1);
  });

  test('an export says what is in it', async () => {
    expect(strFromU8((await exported())['README.txt'] ?? new Uint8Array())).toContain('recordings/');
  });

  test('two recordings of the same second have names of their own in an export, which every file system takes', async () => {
    const rooms = [{ id: aHeldMessage().room, name: 'Kitchen: "left" / right' }];
    await home.documents.put(
      { kind: 'household', household: home.household, id: 'household', version: 0, rooms },
      0,
    );
    await holding(home, { id: 'message-a' as MessageId });
    await holding(home, { id: 'message-b' as MessageId });
    const names = Object.keys(await exported()).filter(name => name.endsWith('.wav'));
    expect(names.toSorted()).toEqual([
      'recordings/2026-11-02 12-00-00 Kitchen left right to Anna (2).wav',
      'recordings/2026-11-02 12-00-00 Kitchen left right to Anna.wav',
    ]);
  });

  test('an export has nothing of another household', async () => {
    const other = 'household-2' as HouseholdId;
    await home.documents.put({ ...aHeldMessage(), household: other }, 0);
    expect(strFromU8((await exported())['household.json'] ?? new Uint8Array())).not.toContain(other);
  });
});

const erase = async (household: string) => api.call('POST', '/erase', { household, head: await head() });

describe('erasing', () => {
  test('erasing removes the household from both stores, and its phone is no longer known', async () => {
    const message = await holding(home);
    expect(await erase(home.household)).toMatchObject({ status: 200, body: { erased: true } });
    expect(home.documents.everything().map(({ kind }) => kind)).toEqual(['proof']);
    expect(JSON.stringify(home.documents.everything())).not.toContain(home.phone.id);
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
    expect(
      await forgetful.call('POST', '/erase', { household: home.household, head: await head() }),
    ).toMatchObject({
      status: 503,
      body: { code: 'storage-failed' },
    });
  });
});

describe('an order that somebody captured', () => {
  test.each(['/erase', '/export'])(
    'a captured POST %s is refused after the household was erased and the same phone paired again',
    async path => {
      const body = JSON.stringify({
        ...(path === '/erase' && { household: home.household }),
        head: await head(),
      });
      const url = `${origin}/households/${home.household}${path}`;
      const proved = { method: 'POST', url, body: new TextEncoder().encode(body) };
      const proof = await home.phone.prove(proved, home.clock.now());
      await home.documents.forget(home.household);
      home.clock.pass(1_000);
      await home.documents.put(await aTrustList({ phone: home.phone, says: [] }), 0);
      expect(await api.call('POST', path, undefined, { proof, raw: body })).toMatchObject({
        status: 409,
        body: { code: 'trust-list-changed' },
      });
      expect((await api.call('GET', '/messages')).status).toBe(200);
    },
  );

  test('a request from before an erasure does not run again when the same phone has paired again', async () => {
    const { household, phone, clock, documents } = home;
    const name = (proof?: string) =>
      api.call('PUT', '/rooms/hall', undefined, { ...(proof && { proof }), raw: '{"name":"Hall"}' });
    const url = `${origin}/households/${household}/rooms/hall`;
    const body = new TextEncoder().encode('{"name":"Hall"}');
    const captured = await phone.prove({ method: 'PUT', url, body }, after(clock.now(), seconds(59)));
    const hall: HouseholdDocument = {
      kind: 'household',
      household,
      id: 'household',
      version: 0,
      rooms: [{ id: 'hall' as RoomId, name: 'Echo 1' }],
    };
    await documents.put(hall, 0);
    expect((await name(captured)).status).toBe(200);
    expect((await erase(household)).status).toBe(200);

    await documents.put(await aTrustList({ phone, says: [] }), 0);
    await documents.put(hall, 0);
    for (let passed = 0; passed < 130; passed += 1) {
      expect((await name(captured)).status).toBe(401);
      clock.pass(seconds(1));
      await documents.purge(clock.now());
    }
    expect((await api.call('GET', '/rooms')).body).toMatchObject({ rooms: [{ name: 'Echo 1' }] });
    expect((await name()).status).toBe(200);
  });

  test('an order is refused if it names no head, or the head of another trust list', async () => {
    const other = headOfLinks((await aTrustList({ phone: await aPhone() })).links);
    for (const [order, code] of [
      [{}, 'body-malformed'],
      [{ head: 'x' }, 'body-malformed'],
      [{ head: other }, 'trust-list-changed'],
    ] as const)
      expect((await api.call('POST', '/export', order)).body['code']).toBe(code);
  });
});

describe('in a household with a passkey', () => {
  const finger = anAuthenticator(origin);
  beforeEach(async () => {
    home = await aHousehold({ says: [{ type: 'add-passkey', passkey: finger.passkey }] });
    api = aCompanion(home);
  });
  const order = async (act: 'export' | 'erase', assertion?: object) => {
    const household = act === 'erase' ? { household: home.household } : {};
    return api.call('POST', `/${act}`, { ...household, head: await head(), ...(assertion && { assertion }) });
  };

  test.each(['export', 'erase'] as const)('the order to %s all data needs the passkey', async act => {
    const challenge = async (of: 'export' | 'erase', household = home.household) =>
      sha256(dataOrderText(of, household, await head()));
    expect(await order(act)).toMatchObject({ status: 403, body: { code: 'passkey-needed' } });
    for (const bad of [
      finger.sign(await challenge(act === 'erase' ? 'export' : 'erase')),
      finger.sign(await challenge(act, aHouseholdId('household-2'))),
      finger.sign(sha256(dataOrderText(act, home.household, sha256('an older head')))),
      finger.sign(await challenge(act), { verified: false }),
      anAuthenticator(origin).sign(await challenge(act)),
    ])
      expect(await order(act, bad)).toMatchObject({ status: 403, body: { code: 'passkey-refused' } });
    expect((await api.call('GET', '/messages')).status).toBe(200);
    expect((await order(act, finger.sign(await challenge(act)))).status).toBe(200);
  });
});
