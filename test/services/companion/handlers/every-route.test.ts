import { beforeEach, describe, expect, test } from '@jest/globals';
import { addRoom } from '../../../../core/household/room.ts';
import { after, minutes, seconds } from '../../../../core/household/instant.ts';
import type { Held } from '../../../../core/message/message.ts';
import type { Document } from '../../../../services/ports/documents.ts';
import { aCompanion, origin } from '../../../support/builders/a-companion.ts';
import { aHousehold, holding, type TestHousehold, trustOf } from '../../../support/builders/a-household.ts';
import { aDiscard, aPhone, aRoomId, noon } from '../../../support/builders/builders.ts';

let household: TestHousehold;
let message: Held;
let call: ReturnType<typeof aCompanion>['call'];

beforeEach(async () => {
  household = await aHousehold();
  message = await holding(household);
  ({ call } = aCompanion(household));
});

const refused = (status: number, code: string) => ({ status, body: { code } });
const path = (rest = '') => `/messages/${message.id}${rest}`;
const discard = (notMe = false) => discardBy(household, { notMe });
const discardBy = async (from: TestHousehold, more: { notMe?: boolean } = {}) =>
  from.phone.sign(aDiscard(message, await trustOf(from), more));

/** All that is stored but proofs, which every request leaves. */
const kept = (): Document[] => household.documents.everything().filter(({ kind }) => kind !== 'proof');

async function noteRoom(): Promise<void> {
  const rooms = addRoom([], aRoomId()).map(room => ({ ...room, stoppedAt: [noon] }));
  await household.documents.put(
    { kind: 'household', household: household.household, id: 'household', version: 0, rooms },
    0,
  );
}

const routes: [string, string][] = [
  ['GET', '/messages'],
  ['GET', '/messages/01JMESSAGE'],
  ['GET', '/messages/01JMESSAGE/recording'],
  ['PUT', '/messages/01JMESSAGE/recording'],
  ['POST', '/messages/01JMESSAGE/listen'],
  ['POST', '/messages/01JMESSAGE/answer'],
  ['POST', '/messages/01JMESSAGE/undo'],
  ['GET', '/trust'],
  ['POST', '/trust'],
  ['POST', '/passkeys'],
  ['GET', '/push'],
  ['PUT', '/push'],
  ['DELETE', '/push'],
  ['POST', '/push/test'],
  ['GET', '/address-reports'],
  ['GET', '/activity'],
  ['POST', '/export'],
  ['POST', '/erase'],
  ['GET', '/invitation'],
  ['POST', '/invitation'],
  ['GET', '/rooms'],
  ['PUT', '/rooms/room-kitchen'],
  ['GET', '/stopped'],
  ['GET', '/chats'],
  ['POST', '/chats/link'],
  ['GET', '/server'],
  ['POST', '/server/test-mail'],
];

describe('a request without a valid proof', () => {
  test('every route of the API is in the list of these tests', () => {
    const { api } = aCompanion(household);
    const known = api.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path: at }) => `${method} ${at.replace('/households/:household', '')}`);
    const tested = routes.map(
      ([method, at]) => `${method} ${at.replace('01JMESSAGE', ':message').replace('room-kitchen', ':room')}`,
    );
    expect([...tested, 'POST /pair', 'GET /household', 'POST /household'].sort()).toEqual(
      [...new Set(known)].sort(),
    );
  });

  describe.each(routes)('%s %s', (method, at) => {
    const url = () => `${origin}/households/${household.household}${at}`;
    const content = method === 'GET' ? undefined : {};
    const body = new TextEncoder().encode(method === 'GET' ? '' : '{}');

    async function refuses(code: string, how: Parameters<typeof call>[3]): Promise<void> {
      const before = kept();
      expect(await call(method, at, content, how)).toMatchObject(refused(401, code));
      expect(kept()).toEqual(before);
    }

    test(`${method} ${at} without a proof is refused as proof-missing and changes nothing`, () =>
      refuses('proof-missing', { by: null }));
    test(`${method} ${at} with the proof of a foreign phone is refused as proof-invalid`, async () =>
      refuses('proof-invalid', { by: await aPhone() }));
    test(`${method} ${at} with an old proof is refused as proof-stale`, async () =>
      refuses('proof-stale', {
        proof: await household.phone.prove({ method, url: url(), body }, after(noon, -minutes(2))),
      }));
    test(`${method} ${at} with the proof of another path is refused`, async () =>
      refuses('proof-of-another-request', {
        proof: await household.phone.prove({ method, url: `${url()}x`, body }, noon),
      }));
    test(`${method} ${at} with the proof of another method is refused`, async () =>
      refuses('proof-of-another-request', {
        proof: await household.phone.prove({ method: 'PATCH', url: url(), body }, noon),
      }));
    test(`${method} ${at} with the proof of another household is refused`, async () =>
      refuses('proof-of-another-request', {
        proof: await household.phone.prove(
          { method, url: url().replace(household.household, 'household-2'), body },
          noon,
        ),
      }));
    test(`${method} ${at} with a proof that was used before is refused as proof-replayed`, async () => {
      const proof = await household.phone.prove({ method, url: url(), body }, noon);
      await call(method, at, content, { proof });
      await refuses('proof-replayed', { proof });
    });
  });

  test('an answer with the proof of another body is refused', async () => {
    const body = new TextEncoder().encode(JSON.stringify({ jws: await discard() }));
    const url = `${origin}/households/${household.household}${path('/answer')}`;
    const proof = await household.phone.prove({ method: 'POST', url, body }, noon);
    expect(await call('POST', path('/answer'), { jws: 'other' }, { proof })).toMatchObject(
      refused(401, 'proof-of-another-request'),
    );
  });

  test('a request to a household that does not exist is refused as proof-invalid', async () => {
    const nobody = aCompanion({ ...household, household: 'nobody' as never });
    expect(await nobody.call('GET', '/messages')).toMatchObject(refused(401, 'proof-invalid'));
  });

  test('a stale proof is refused with the server’s time, so that the phone can set its clock', async () => {
    household.clock.pass(minutes(5));
    const url = `${origin}/households/${household.household}/messages`;
    const proof = await household.phone.prove({ method: 'GET', url, body: new Uint8Array() }, noon);
    expect((await call('GET', '/messages', undefined, { proof })).body).toMatchObject({
      code: 'proof-stale',
      now: after(noon, minutes(5)),
    });
  });

  test.each([0, 1, 59, 60])(
    'a proof whose time is %i s ahead is accepted once, and forgotten only after it is stale',
    async ahead => {
      const url = `${origin}/households/${household.household}/messages`;
      const request = { method: 'GET', url, body: new Uint8Array() };
      const proof = await household.phone.prove(request, after(noon, seconds(ahead)));
      let accepted = 0;
      for (let passed = 0; passed < 150; passed++) {
        if ((await call('GET', '/messages', undefined, { proof })).status === 200) accepted += 1;
        household.clock.pass(seconds(1));
        await household.documents.purge(household.clock.now());
      }
      expect(accepted).toBe(1);
      expect(household.documents.everything().filter(({ kind }) => kind === 'proof')).toEqual([]);
    },
  );
});

describe('an edited trust list', () => {
  test.each(routes)('%s %s with an edited trust list is refused as trust-list-broken', async (method, at) => {
    household.documents.tamper(household.household, 'trust', 'trust', one => ({
      ...one,
      links: [one.links[0], `${one.links[1]}x`],
    }));
    expect(await call(method, at, method === 'GET' ? undefined : {})).toMatchObject(
      refused(409, 'trust-list-broken'),
    );
  });
});

describe('no GET changes anything', () => {
  const gets = routes.filter(([method]) => method === 'GET');
  test.each(gets)('%s %s changes nothing', async (_, at) => {
    await noteRoom();
    const before = kept();
    expect((await call('GET', at)).status).toBe(200);
    expect(kept()).toEqual(before);
  });

  test.each(routes.filter(([method]) => method !== 'GET'))(
    '%s %s is not answered to a GET of its path',
    async (_, at) => {
      const before = kept();
      expect((await call('GET', at)).status).toBe(gets.some(([, got]) => got === at) ? 200 : 404);
      expect(kept()).toEqual(before);
    },
  );
});
