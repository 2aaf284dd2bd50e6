import { beforeAll, describe, expect, test } from '@jest/globals';
import { sealWithAnchorKey, signWithPhoneKey } from '../../../core/approval/jws.ts';
import {
  headOf,
  linkDigest,
  predecessorOf,
  replayTrustList,
  type TrustList,
} from '../../../core/approval/trust-list.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import { minutes } from '../../../core/household/instant.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import type { TrustChange } from '../../../core/approval/link.ts';
import {
  aContact,
  admits,
  aFirstLink,
  aHouseholdId,
  aLink,
  anchor,
  aPhone,
  aTrustList,
  names,
  noon,
  otherAnchor,
  puts,
  removes,
  recovers,
  revokes,
  sets,
  type TestPhone,
  theRecovery,
} from '../../support/builders/builders.ts';

const household = aHouseholdId();
const anna = aContact();
const tom = aContact({
  id: 'tom' as ContactId,
  name: 'Tom',
  addresses: [{ channel: 'email', address: 'tom@example.org' }],
});

let ben: TestPhone;
let mallory: TestPhone;
/** Founded, then Anna, then Tom, then Anna's address again. */
let links: string[];

beforeAll(async () => {
  [ben, mallory] = await Promise.all([aPhone('Ben’s phone'), aPhone('Mallory’s phone')]);
  ({ links } = await aTrustList({ phone: ben, says: [puts(anna), puts(tom), puts(anna)] }));
});

/** A text with another character at this place, counted from the end if negative. */
function changedAt(text: string, place: number): string {
  const at = place < 0 ? text.length + place : place;
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

const replay = (chain: readonly string[]) => replayTrustList(chain, household, { anchor });
const broken = (link: number) => ({ refused: 'trust-list-broken', link });

describe('a whole trust list', () => {
  test('a replayed trust list has the phones, the contacts, the settings and the head', async () => {
    const trust = (await replay(links)) as TrustList;
    expect([...trust.phones.values()]).toEqual([
      { id: ben.id, key: ben.jwk, name: 'Ben’s phone', since: noon },
    ]);
    expect([...trust.contacts.values()]).toEqual([tom, anna]);
    expect(trust.settings).toEqual(defaultSettings);
    expect(trust.linkDigests).toEqual(links.map(linkDigest));
    expect(headOf(trust)).toBe(linkDigest(links[3] as string));
  });

  test('a removed contact is not in the replayed trust list', async () => {
    const chain = [...links, await aLink(ben, links, removes(anna))];
    expect([...((await replay(chain)) as TrustList).contacts.keys()]).toEqual(['tom']);
  });

  test('a phone with the digest of the first link accepts the trust list', async () => {
    const root = { firstLink: linkDigest(links[0] as string) };
    expect(await replayTrustList(links, household, root)).toMatchObject({ household });
  });

  test('a phone with another digest refuses the trust list at the first link', async () => {
    const root = { firstLink: linkDigest(links[1] as string) };
    expect(await replayTrustList(links, household, root)).toEqual(broken(0));
  });
});

describe('a trust list is broken at the first link', () => {
  test.each<[string, () => Promise<string[]> | string[]]>([
    ['is missing', () => []],
    ['is sealed with another anchor key', async () => [await aFirstLink(ben, {}, otherAnchor)]],
    ['is for another household', async () => [await aFirstLink(ben, { household: aHouseholdId('other') })]],
    ['was changed', () => [changedAt(links[0] as string, 60), ...links.slice(1)]],
    ['has a changed seal', () => [changedAt(links[0] as string, -9), ...links.slice(1)]],
    ['was dropped', () => links.slice(1)],
    ['is signed by a phone', async () => [await foundedBy(mallory)]],
    ['is sealed as another type', async () => [await sealedAsLink(ben)]],
    ['has an unknown field', async () => [await aFirstLink(ben, { also: 'this' } as never)]],
    ['has another base64url spelling', () => [respelled(links[0] as string), ...links.slice(1)]],
  ])('a trust list whose first link %s is broken at link 0', async (_, chain) => {
    expect(await replay(await chain())).toEqual(broken(0));
  });

  const firstLinkOf = (phone: TestPhone) => ({
    type: 'create-household',
    household,
    at: noon,
    phone: { key: phone.jwk, name: phone.name },
    recovery: phone.jwk,
  });
  const foundedBy = (phone: TestPhone) =>
    signWithPhoneKey(firstLinkOf(phone), 'second-yes-first-link', { phone: phone.id, key: phone.key });
  const sealedAsLink = (phone: TestPhone) => sealWithAnchorKey(firstLinkOf(phone), 'second-yes-link', anchor);
});

describe('a trust list is broken at the link', () => {
  const first = () => links.slice(0, 1);

  test.each<[string, number, () => Promise<string[]> | string[]]>([
    ['signed by an unknown phone', 1, async () => [...first(), await aLink(mallory, first(), puts(anna))]],
    [
      'that a foreign phone signed in the name of a known one',
      1,
      async () => [...first(), await aLink({ ...mallory, id: ben.id }, first(), puts(anna))],
    ],
    [
      'that was changed',
      2,
      () => [links[0], links[1], changedAt(links[2] as string, 200), links[3]] as string[],
    ],
    [
      'whose signature was changed',
      2,
      () => [links[0], links[1], changedAt(links[2] as string, -9), links[3]] as string[],
    ],
    ['that was moved up', 1, () => [links[0], links[2], links[1], links[3]] as string[]],
    ['whose predecessor was dropped', 1, () => [links[0], links[2], links[3]] as string[]],
    ['that is there twice', 2, () => [links[0], links[1], links[1]] as string[]],
    [
      'of another household',
      1,
      async () => [...first(), await aLink(ben, first(), puts(anna), { household: aHouseholdId('other') })],
    ],
    [
      'that says something unknown',
      1,
      async () => [...first(), await aLink(ben, first(), puts(anna), { type: 'admit' })],
    ],
    [
      'that says more than it may',
      1,
      async () => [...first(), await aLink(ben, first(), puts(anna), { also: 'this' })],
    ],
    ['that was signed as a statement', 1, async () => [...first(), await signedAs('second-yes-statement')]],
    ['that is sealed with the anchor key', 1, async () => [...first(), await sealedByAnchor()]],
    [
      'that names no predecessor',
      1,
      async () => [...first(), await aLink(ben, first(), puts(anna), { prev: undefined })],
    ],
    [
      'that puts a contact without an address',
      1,
      async () => [...first(), await aLink(ben, first(), puts({ ...anna, addresses: [] }))],
    ],
    ['in another base64url spelling', 3, () => [...links.slice(0, 3), respelled(links[3] as string)]],
    ['that is not a JWS', 1, () => [...first(), 'nonsense']],
    ['that is not a text', 1, () => [...first(), null as unknown as string]],
  ])('a trust list with a link %s is broken at link %d', async (_, at, chain) => {
    expect(await replay(await chain())).toEqual(broken(at));
  });

  const linkPayload = () => ({ household, at: noon, prev: linkDigest(links[0] as string), ...puts(anna) });
  const signedAs = (type: 'second-yes-statement') =>
    signWithPhoneKey(linkPayload(), type, { phone: ben.id, key: ben.key });
  const sealedByAnchor = () => sealWithAnchorKey(linkPayload(), 'second-yes-link', anchor);
});

test('a trust list whose end was cut off is accepted with an older head', async () => {
  const trust = (await replay(links.slice(0, 2))) as TrustList;
  expect(trust.linkDigests).not.toContain(linkDigest(links[3] as string));
});

test('a link names its predecessor', () => {
  expect(predecessorOf(links[1] as string)).toBe(linkDigest(links[0] as string));
  expect(predecessorOf('nonsense')).toBeUndefined();
});

/** The same JWS with other unused bits at the end of its signature: equal bytes, another text. */
function respelled(jws: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return jws.slice(0, -1) + letters[letters.indexOf(jws.at(-1) as string) ^ 1];
}

describe('phones', () => {
  let sara: TestPhone;
  beforeAll(async () => {
    sara = await aPhone('Sara’s phone');
  });

  const at = () => links.length;

  test('a phone that a paired phone admits may sign links', async () => {
    const trust = (await replay(await chain([ben, admits(sara)], [sara, puts(tom)]))) as TrustList;
    expect([...trust.phones.keys()]).toEqual([ben.id, sara.id]);
    expect(trust.phones.get(sara.id)).toEqual({
      id: sara.id,
      key: sara.jwk,
      name: 'Sara’s phone',
      since: noon,
    });
  });

  test('a phone cannot admit itself', async () => {
    expect(await replay(await chain([sara, admits(sara)]))).toEqual(broken(at()));
  });

  test('a phone can rename any phone', async () => {
    const trust = (await replay(
      await chain([ben, admits(sara)], [sara, names(ben, 'Kitchen tablet')]),
    )) as TrustList;
    expect(trust.phones.get(ben.id)?.name).toBe('Kitchen tablet');
  });

  test('a phone can revoke any phone, which can then sign no further link', async () => {
    const revoked = await chain([ben, admits(sara)], [sara, revokes(ben)]);
    const trust = (await replay(revoked)) as TrustList;
    expect([...trust.phones.keys()]).toEqual([sara.id]);
    expect(trust.revoked.get(ben.id)).toMatchObject({
      name: 'Ben’s phone',
      revoked: { at: noon, by: sara.id },
    });
    expect(await replay([...revoked, await aLink(ben, revoked, puts(tom))])).toEqual(broken(at() + 2));
  });

  test('a revoked phone cannot be admitted again with the same key', async () => {
    const chained = await chain([ben, admits(sara)], [ben, revokes(sara)], [ben, admits(sara)]);
    expect(await replay(chained)).toEqual(broken(at() + 2));
  });

  test('a phone cannot be admitted twice', async () => {
    expect(await replay(await chain([ben, admits(ben)]))).toEqual(broken(at()));
  });

  test('the last phone cannot be revoked', async () => {
    expect(await replay(await chain([ben, revokes(ben)]))).toEqual(broken(at()));
  });

  test('an unknown phone can neither be renamed nor revoked', async () => {
    expect(await replay(await chain([ben, names(sara, 'Nobody')]))).toEqual(broken(at()));
    expect(await replay(await chain([ben, revokes(sara)]))).toEqual(broken(at()));
  });
});

/** The chain with each said in turn by its phone. */
async function chain(...said: [TestPhone, TrustChange][]): Promise<string[]> {
  const chained = [...links];
  for (const [phone, what] of said) chained.push(await aLink(phone, chained, what));
  return chained;
}

describe('settings', () => {
  test('a settings link changes the settings that it names, and the others stay', async () => {
    const trust = (await replay(
      await chain([ben, sets({ floor: 'choose' })], [ben, sets({ undo: 0, hold: minutes(30) })]),
    )) as TrustList;
    expect(trust.settings).toEqual({ ...defaultSettings, floor: 'choose', undo: 0, hold: minutes(30) });
  });

  test.each([
    ['a hold of a minute', { hold: minutes(1) }],
    ['an undo window of a minute', { undo: minutes(1) }],
    ['an unknown floor', { floor: 'none' as never }],
    ['an unknown setting', { silent: true } as never],
    ['a time that does not exist', { quietHours: { from: '24:00', until: '07:00', zone: 'Europe/Berlin' } }],
  ])('settings with %s break the trust list', async (_, change) => {
    expect(await replay(await chain([ben, sets(change)]))).toEqual(broken(links.length));
  });
});

describe('passkeys', () => {
  const passkey = {
    id: 'a-credential-id',
    key: 'k'.repeat(103),
    name: 'Ben’s face',
    origin: 'https://home.example',
    rp: 'home.example',
  };
  const adds: TrustChange = { type: 'add-passkey', passkey };
  const drops: TrustChange = { type: 'remove-passkey', passkey: passkey.id };

  test('a phone can add and remove a passkey', async () => {
    const added = await chain([ben, adds]);
    expect([...((await replay(added)) as TrustList).passkeys.values()]).toEqual([passkey]);
    expect(((await replay(await chain([ben, adds], [ben, drops]))) as TrustList).passkeys.size).toBe(0);
  });

  test('a passkey cannot be added twice, and an unknown one cannot be removed', async () => {
    expect(await replay(await chain([ben, adds], [ben, adds]))).toEqual(broken(links.length + 1));
    expect(await replay(await chain([ben, drops]))).toEqual(broken(links.length));
  });

  test('the passkeys setting cannot be raised without a passkey', async () => {
    expect(await replay(await chain([ben, sets({ passkeys: 'always' })]))).toEqual(broken(links.length));
    expect(await replay(await chain([ben, adds], [ben, sets({ passkeys: 'always' })]))).toMatchObject({
      settings: { passkeys: 'always' },
    });
  });

  test('one of two passkeys can be removed while the setting requires one', async () => {
    const second: TrustChange = { type: 'add-passkey', passkey: { ...passkey, id: 'another-credential' } };
    const chained = await chain(
      [ben, adds],
      [ben, second],
      [ben, sets({ passkeys: 'always' })],
      [ben, drops],
    );
    expect([...((await replay(chained)) as TrustList).passkeys.keys()]).toEqual(['another-credential']);
  });

  test.each([
    ['an id with another character at its beginning', { id: `+${passkey.id}` }],
    ['an id with another character at its end', { id: `${passkey.id}+` }],
    ['a key with another character at its beginning', { key: `+${passkey.key}` }],
    ['a key with another character at its end', { key: `${passkey.key}+` }],
  ])('a passkey with %s breaks the trust list', async (_, change) => {
    const odd: TrustChange = { type: 'add-passkey', passkey: { ...passkey, ...change } };
    expect(await replay(await chain([ben, odd]))).toEqual(broken(links.length));
  });

  test('the last passkey cannot be removed while the setting requires one', async () => {
    const chained = await chain([ben, adds], [ben, sets({ passkeys: 'listen' })], [ben, drops]);
    expect(await replay(chained)).toEqual(broken(links.length + 2));
  });
});

describe('the recovery code', () => {
  let sara: TestPhone;
  let recovery: TestPhone;
  let newRecovery: TestPhone;
  beforeAll(async () => {
    [sara, recovery, newRecovery] = await Promise.all([aPhone('Sara’s phone'), theRecovery, aPhone()]);
  });

  test('the recovery code admits a new phone and revokes all others', async () => {
    const trust = (await replay(await chain([recovery, recovers(sara, newRecovery)]))) as TrustList;
    expect([...trust.phones.keys()]).toEqual([sara.id]);
    expect(trust.revoked.get(ben.id)).toMatchObject({ name: 'Ben’s phone', revoked: { at: noon } });
    expect(trust.revoked.get(ben.id)?.revoked).not.toHaveProperty('by');
  });

  test('the recovery code works once, and another one replaces it', async () => {
    const once = await chain([recovery, recovers(sara, newRecovery)]);
    expect(await replay([...once, await aLink(recovery, once, recovers(mallory, recovery))])).toEqual(
      broken(links.length + 1),
    );
    expect(
      await replay([...once, await aLink(newRecovery, once, recovers(mallory, recovery))]),
    ).toMatchObject({
      household,
    });
  });

  test('recovery keeps contacts and settings, and removes passkeys and their requirement', async () => {
    const passkey = {
      id: 'a-credential',
      key: 'k'.repeat(103),
      name: 'Face',
      origin: 'https://h.example',
      rp: 'h.example',
    };
    const trust = (await replay(
      await chain(
        [ben, { type: 'add-passkey', passkey }],
        [ben, sets({ passkeys: 'always', floor: 'choose' })],
        [recovery, recovers(sara, newRecovery)],
      ),
    )) as TrustList;
    expect(trust.passkeys.size).toBe(0);
    expect(trust.settings).toEqual({ ...defaultSettings, floor: 'choose' });
    expect([...trust.contacts.keys()]).toEqual(['tom', 'anna']);
  });

  test('the recovery code signs only recover links, and no phone signs them', async () => {
    expect(await replay(await chain([recovery, puts(tom)]))).toEqual(broken(links.length));
    expect(await replay(await chain([ben, recovers(sara, newRecovery)]))).toEqual(broken(links.length));
  });

  test('the key of the recovery code cannot be admitted as a phone', async () => {
    expect(await replay(await chain([ben, admits(recovery)]))).toEqual(broken(links.length));
  });

  test('the recovery code cannot admit a revoked phone', async () => {
    const chained = await chain(
      [ben, admits(sara)],
      [ben, revokes(sara)],
      [recovery, recovers(sara, newRecovery)],
    );
    expect(await replay(chained)).toEqual(broken(links.length + 2));
  });
});
