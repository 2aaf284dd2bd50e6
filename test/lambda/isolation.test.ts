import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { headOf } from '../../core/approval/trust-list.ts';
import { type Cloud, CloudPhone, START_TIMEOUT, startCloud } from '../support/aws/a-cloud.ts';
import { aCompanion } from '../support/builders/a-companion.ts';
import { aHousehold } from '../support/builders/a-household.ts';
import { intends } from '../support/builders/alexa-envelopes.ts';
import { type Account, anAccount, holds, newest, renders } from '../support/aws/cloud-account.ts';
import { aContact, headOfLinks } from '../support/builders/builders.ts';

/** Two accounts on the functions as they are built, in one table and one bucket. */
let cloud: Cloud;
let one: Account;
let other: Account;
/** The other's message and room. */
let message: string;
let room: string;
beforeAll(async () => {
  cloud = await startCloud();
  [one, other] = [await anAccount(cloud), await anAccount(cloud)];
  await holds(cloud, one.user, 'Mine.');
  await holds(cloud, other.user, 'Theirs alone.');
  message = (await renders(cloud, other.phone)).id;
  room = (await other.phone.call<{ rooms: { id: string }[] }>('GET', '/rooms')).body.rooms[0]?.id ?? '';
}, START_TIMEOUT);
afterAll(() => (cloud as Cloud | undefined)?.stop());

/** All that the other has: what its phone sees, and what is in the bucket. */
async function theirs(): Promise<unknown> {
  const paths = ['/messages', '/trust', '/rooms', '/stopped', '/push', '/invitation'];
  const seen = await Promise.all(paths.map(path => other.phone.call<{ now?: number }>('GET', path)));
  const kept = cloud.peers.s3
    .versions(cloud.peers.bucket)
    .map(({ key }) => key)
    .filter(key => key.startsWith(other.phone.household));
  expect(seen.map(({ status }) => status)).toEqual(paths.map(() => 200));
  return [seen.map(({ body: { now: _, ...body } }) => body), kept];
}

/** A body that each route would take from a phone of its own. */
const bodies: Record<string, () => Promise<unknown>> = {
  '/messages/:message/answer': async () => ({
    jws: await one.phone.signedDiscard({ ...(await newest(one.phone)), id: message as never }),
  }),
  '/trust': async () => ({ link: await one.phone.signedLink({ type: 'put-contact', contact: aContact() }) }),
  '/rooms/:room': async () => ({ name: 'Mine now' }),
  '/erase': async () => ({
    household: other.phone.household,
    head: headOf(await other.phone.trust()),
  }),
  '/export': async () => ({ head: headOf(await other.phone.trust()) }),
  '/push': async () => ({
    endpoint: 'https://fcm.googleapis.com/fcm/send/mine',
    keys: { p256dh: 'BA', auth: 'AA' },
  }),
};

type Route = { method: string; path: string };

/** Every route of the API below a household, as the API itself names them, but pairing, which no proof opens. */
async function everyRoute(): Promise<Route[]> {
  const { routes } = aCompanion(await aHousehold()).api;
  const below = '/households/:household';
  const named = routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith(`${below}/`) && !path.endsWith('/pair'))
    .map(({ method, path }) => ({ method, path: path.slice(below.length) }));
  expect(named.length).toBeGreaterThan(20);
  return named;
}

const bodyFor = async ({ method, path }: Route): Promise<unknown> =>
  method === 'GET' ? undefined : bodies[path]?.();
const filled = ({ path }: Route, ids = { message, room }): string =>
  path.replace(':message', ids.message).replace(':room', ids.room);

describe('a phone of one household', () => {
  test('a phone is refused by every route of another household and changes nothing there', async () => {
    const before = await theirs();
    const stranger = new CloudPhone(cloud.functions.companion, other.user, one.phone.keys);
    for (const route of await everyRoute()) {
      const { status } = await stranger.fetch(route.method, filled(route), await bodyFor(route));
      expect([route, status]).toEqual([route, 401]);
    }
    // It is refused too when it asks for the part of the other's trust list that it says it lacks.
    expect((await stranger.fetch('GET', '/messages?known=1')).status).toBe(401);
    expect(await theirs()).toEqual(before);
  });

  test('a phone reaches nothing of another household by that household’s ids', async () => {
    const before = await theirs();
    const withIds = (await everyRoute()).filter(({ path }) => /:message|:room/.test(path));
    expect(withIds.length).toBeGreaterThan(4);
    // The same device in two accounts is the same room's id, so one that only the other has.
    const foreign = { message, room: 'their-room' };
    for (const route of withIds) {
      const body = await bodyFor(route);
      const answered = await one.phone.fetch(route.method, filled(route, foreign), body);
      expect([route, answered.status]).toEqual([route, 404]);
    }
    expect(await theirs()).toEqual(before);
  });

  test('a phone gets its own trust list, whatever part of one it claims to know', async () => {
    const { links } = (await one.phone.call<{ links: string[] }>('GET', '/trust')).body;
    for (const known of ['0', '999', '-1', other.phone.household]) {
      const { body } = await one.phone.call<{ trust: unknown }>('GET', `/messages?known=${known}`);
      expect(body.trust).toEqual({ head: headOfLinks(links), links });
    }
  });

  test.each([
    ['a path', (id: string, household: string) => `..%2F${household}%2F${id}`],
    ['a key of the table', (id: string) => `x%23${id}`],
    ['another kind of document', () => '..%2Ftrust%23trust'],
    ['nothing but what all begin with', () => '%20'],
    ['everything', () => '%00'],
  ])('a phone reaches nothing of another household by an id that is %s', async (_what, idOf) => {
    const before = await theirs();
    const id = idOf(message, other.phone.household);
    for (const path of [`/messages/${id}`, `/messages/${id}/recording`])
      expect([404, 401]).toContain((await one.phone.fetch('GET', path)).status);
    expect(await theirs()).toEqual(before);
  });

  test('a phone cannot pair with another household by a guessed code', async () => {
    const before = await theirs();
    const stranger = new CloudPhone(cloud.functions.companion, other.user, one.phone.keys);
    expect((await stranger.pair('AAAA-BBBB')).status).toBe(409);
    expect(await theirs()).toEqual(before);
  });

  test('a phone erases its own household and nothing of another', async () => {
    const before = await theirs();
    const { phone } = await anAccount(cloud);
    expect((await phone.erase()).status).toBe(200);
    expect((await phone.fetch('GET', '/messages')).status).toBe(401);
    expect(await theirs()).toEqual(before);
  });
});

describe('an account', () => {
  test('a session that claims another account’s message neither extends nor discards it', async () => {
    const before = await theirs();
    const { sessionAttributes } = await cloud.says(intends('AMAZON.HelpIntent'), one.user);
    const conversation = { ...(sessionAttributes?.['conversation'] as object), held: message, asked: 'more' };
    for (const said of [intends('AddIntent', { addition: 'and more' }), intends('DiscardIntent')])
      await cloud.says(said, one.user, { conversation });
    await cloud.attends();
    expect(await theirs()).toEqual(before);
  });
});
