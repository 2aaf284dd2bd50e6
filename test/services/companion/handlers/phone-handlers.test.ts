import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { httpsPost } from '../../../../adapters/webpush/web-push-sender.ts';
import type { PushTarget } from '../../../../core/household/subscription.ts';
import { aCompanion } from '../../../support/builders/a-companion.ts';
import { aHousehold, type TestHousehold, trustOf } from '../../../support/builders/a-household.ts';
import { aPushSender, vapidKeys } from '../../../support/builders/a-push-sender.ts';
import {
  admits,
  aLink,
  aPhone,
  puts,
  aContact,
  revokes,
  theRecovery,
} from '../../../support/builders/builders.ts';
import { type PushPeer, startPushPeer } from '../../../support/peers/push-peer.ts';

let peer: PushPeer;
let household: TestHousehold;
let target: PushTarget;
let call: ReturnType<typeof aCompanion>['call'];

beforeAll(async () => {
  peer = await startPushPeer();
});
afterAll(() => peer.stop());
beforeEach(async () => {
  household = await aHousehold();
  target = peer.subscribe('Ben’s phone', vapidKeys.publicKey);
  const sender = aPushSender(httpsPost({ ca: peer.ca }), [peer.origin]);
  ({ call } = aCompanion(household, { push: { sender, app: () => 'https://home.example/phone/' } }));
});
afterEach(() => {
  peer.taken.length = 0;
  peer.does({ answers: 201 });
});

const key = vapidKeys.publicKey;
const deeds = async () =>
  (await household.documents.list(household.household, 'activity')).map(({ action }) => action.code).sort();

describe('A phone', () => {
  test('a phone learns the key to subscribe with, and that it takes no pushes yet', async () => {
    expect((await call('GET', '/push')).body).toEqual({ key, on: false });
  });

  test('a phone that turned pushes on gets a push', async () => {
    expect(await call('PUT', '/push', target)).toMatchObject({ status: 200, body: { key, on: true } });
    expect((await call('GET', '/push')).body).toEqual({ key, on: true });
    const tested = await call('POST', '/push/test');
    expect(tested).toMatchObject({ status: 200, body: { end: 'taken', status: 201 } });
    expect(peer.taken).toMatchObject([{ ttl: 60, payload: { notification: { tag: 'test' } } }]);
  });

  test('turning pushes on again with the same target is stored once', async () => {
    await call('PUT', '/push', target);
    const before = await household.documents.get(household.household, 'subscription', household.phone.id);
    await call('PUT', '/push', target);
    const after = await household.documents.get(household.household, 'subscription', household.phone.id);
    expect(after).toEqual(before);
    expect(await deeds()).toEqual(['push-turned-on']);
  });

  test('a phone can change its push endpoint', async () => {
    await call('PUT', '/push', target);
    const other = peer.subscribe('the same phone, later', key);
    await call('PUT', '/push', other);
    await call('POST', '/push/test');
    expect(peer.taken.map(({ phone }) => phone)).toEqual(['the same phone, later']);
  });

  test('a phone can turn pushes off and on again', async () => {
    await call('PUT', '/push', target);
    expect((await call('DELETE', '/push')).body).toEqual({ key, on: false });
    expect(await call('POST', '/push/test')).toMatchObject({ status: 409, body: { code: 'push-off' } });
    expect((await call('DELETE', '/push')).status).toBe(200);
    expect((await call('PUT', '/push', target)).body).toEqual({ key, on: true });
    expect(await deeds()).toEqual(['push-turned-off', 'push-turned-on', 'push-turned-on']);
  });

  test('a phone can turn pushes on and off only for itself', async () => {
    const ben = await aPhone('Ben’s phone');
    const trust = await trustOf(household);
    const links = [...trust.links, await aLink(household.phone, trust.links, admits(ben))];
    await household.documents.put({ ...trust, links }, trust.version);
    await call('PUT', '/push', target);
    expect((await call('GET', '/push', undefined, { by: ben })).body).toEqual({ key, on: false });
    await call('DELETE', '/push', undefined, { by: ben });
    expect((await call('GET', '/push')).body).toEqual({ key, on: true });
  });

  test('a test push to a forgotten subscription says gone and turns pushes off', async () => {
    await call('PUT', '/push', target);
    peer.does({ answers: 410 });
    expect((await call('POST', '/push/test')).body).toEqual({ end: 'gone', status: 410 });
    expect((await call('GET', '/push')).body).toEqual({ key, on: false });
  });
});

describe('A subscription is refused', () => {
  test.each([
    'https://evil.example/push',
    'http://fcm.googleapis.com/fcm/send/x',
    'https://localhost:1/push',
    'https://fcm.googleapis.com:8443/x',
  ])('a subscription at a push service that the household does not know is refused: %s', async endpoint => {
    const refused = await call('PUT', '/push', { ...target, endpoint });
    expect(refused).toMatchObject({ status: 422, body: { code: 'push-endpoint-refused' } });
    expect(await household.documents.list(household.household, 'subscription')).toEqual([]);
  });

  const keys = () => target.keys;
  test.each<[string, () => unknown]>([
    ['whose key is no point of the curve', () => ({ ...keys(), p256dh: `B${'A'.repeat(86)}` })],
    ['whose key is too short', () => ({ ...keys(), p256dh: keys().p256dh.slice(1) })],
    ['whose secret is too short', () => ({ ...keys(), auth: 'abc' })],
    ['with a member that it does not need', () => ({ ...keys(), private: 'x' })],
    ['without keys', () => undefined],
  ])('a subscription %s is refused', async (_what, wrong) => {
    const refused = await call('PUT', '/push', { endpoint: target.endpoint, keys: wrong() });
    expect(refused).toMatchObject({ status: 400, body: { code: 'body-malformed' } });
  });

  test.each(['GET', 'PUT', 'DELETE'])('%s of a push target without a proof is refused', async method => {
    const content = method === 'PUT' ? target : undefined;
    expect((await call(method, '/push', content, { by: null })).status).toBe(401);
  });

  test('a push target from the recovery code is refused, because that key is only for the trust list', async () => {
    expect((await call('PUT', '/push', target, { by: await theRecovery })).status).toBe(401);
  });

  test('a push target from a revoked phone is refused', async () => {
    const ben = await aPhone('Ben’s phone');
    const trust = await trustOf(household);
    const links = [...trust.links];
    for (const said of [puts(aContact()), admits(ben), revokes(ben)])
      links.push(await aLink(household.phone, links, said));
    await household.documents.put({ ...trust, links }, trust.version);
    expect((await call('PUT', '/push', target, { by: ben })).body['code']).toBe('phone-revoked');
  });
});
