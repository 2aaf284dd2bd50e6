import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ContactId, HouseholdId } from '../../../../core/household/ids.ts';
import { replayTrustList } from '../../../../core/approval/trust-list.ts';
import { aCompanion } from '../../../support/builders/a-companion.ts';
import { aHousehold, type TestHousehold, trustOf } from '../../../support/builders/a-household.ts';
import {
  aContact,
  aLink,
  anchor,
  aPhone,
  aTrustList,
  puts,
  removes,
} from '../../../support/builders/builders.ts';

const LINKS = 20;
let household: TestHousehold;
let call: ReturnType<typeof aCompanion>['call'];
let verifications: number;
let reads: number;

beforeEach(async () => {
  jest.restoreAllMocks();
  household = await aHousehold({
    says: Array.from({ length: LINKS }, (_, i) =>
      puts(aContact({ id: `c${i}` as ContactId, name: `C${i}` })),
    ),
  });
  const { documents } = household;
  [verifications, reads] = [0, 0];
  const counted: Pick<typeof documents, 'get' | 'list' | 'overview'> = {
    get: (...one) => ((reads += 1), documents.get(...one)),
    list: (...one) => ((reads += 1), documents.list(...one)),
    overview: (...one) => ((reads += 1), documents.overview(...one)),
  };
  ({ call } = aCompanion(household, { documents: { ...documents, ...counted } }));
  const { subtle } = globalThis.crypto;
  const verify = subtle.verify.bind(subtle);
  jest.spyOn(subtle, 'verify').mockImplementation((...one) => {
    verifications += 1;
    return verify(...one);
  });
});

const linkFor = async () =>
  aLink(household.phone, (await trustOf(household)).links, removes(aContact({ id: 'c1' as ContactId })));

describe('What a request costs', () => {
  test.each<[string, object]>([
    ['without a proof', { by: null }],
    ['with a proof that is none', { proof: 'a.b.c' }],
    ['with a body that its proof does not cover', { raw: '{"other":"body"}' }],
  ])('a request %s reads nothing and verifies no link', async (_, how) => {
    const { raw } = how as { raw?: string };
    const { household: id } = household;
    const url = `https://home.example/households/${id}/trust`;
    const proof = await household.phone.prove(
      { method: 'POST', url, body: new Uint8Array() },
      household.clock.now(),
    );
    const answer = await call('POST', '/trust', { link: 'x' }, raw === undefined ? how : { raw, proof });
    expect(answer.status).toBe(401);
    expect(reads).toBe(0);
    expect(verifications).toBeLessThanOrEqual(1);
  });

  test('the first request verifies each link, and a further one only its own proof', async () => {
    await call('GET', '/messages');
    expect(verifications).toBeGreaterThan(LINKS);
    verifications = 0;
    await call('GET', '/messages');
    expect(verifications).toBe(1);
  });

  test('the proof of a foreign phone is refused after one verification, however long the trust list is', async () => {
    await call('GET', '/messages');
    verifications = 0;
    expect((await call('GET', '/messages', undefined, { by: await aPhone() })).status).toBe(401);
    expect(verifications).toBe(1);
  });

  test('appending a link verifies the proof, the link, and no other link', async () => {
    await call('GET', '/messages');
    const link = await linkFor();
    verifications = 0;
    expect((await call('POST', '/trust', { link })).status).toBe(200);
    expect(verifications).toBe(2);
    await call('GET', '/messages');
    expect(verifications).toBeLessThanOrEqual(4);
  });
});

describe('Trust lists that are remembered', () => {
  const replay = (links: readonly string[], id: HouseholdId) => replayTrustList(links, id, { anchor });

  test('a list with a link changed, moved, left out or added is refused after the list itself was remembered', async () => {
    const { links } = await trustOf(household);
    const id = household.household;
    expect(await replay(links, id)).toHaveProperty('phones');
    const flipped = [...links.slice(0, 3), `${links[3]?.slice(0, -2)}AA`, ...links.slice(4)];
    const moved = [...links.slice(0, 3), links[4] ?? '', links[3] ?? '', ...links.slice(5)];
    const other = (await aTrustList({ phone: await aPhone() })).links;
    for (const bad of [
      flipped,
      moved,
      links.filter((_, i) => i !== 3),
      [...links, links.at(-1) ?? ''],
      links.slice(1),
      [],
    ])
      expect(await replay(bad, id)).toHaveProperty('refused');
    expect(await replay([...links.slice(0, 1), ...other.slice(1)], id)).toHaveProperty('refused');
    expect(await replay(links, id)).toHaveProperty('phones');
  });

  test('a shorter list is replayed as it is, and not as the longer one that was remembered', async () => {
    const { links } = await trustOf(household);
    await replay(links, household.household);
    const shorter = await replay(links.slice(0, 2), household.household);
    expect('contacts' in shorter && [...shorter.contacts.keys()]).toEqual(['c0']);
  });

  test('a list is refused for another household than the one that it was remembered for', async () => {
    const { links } = await trustOf(household);
    await replay(links, household.household);
    expect(await replay(links, 'household-2' as typeof household.household)).toHaveProperty('refused');
  });
});
