import { beforeAll, describe, expect, test } from '@jest/globals';
import { sealWithAnchorKey, signWithPhoneKey } from '../../../core/approval/jws.ts';
import type { Release } from '../../../core/approval/statement.ts';
import {
  headOf,
  replayTrustList,
  type TrustDocument,
  type TrustList,
} from '../../../core/approval/trust-list.ts';
import { verifyRelease, verifyStatement } from '../../../core/approval/verify-statement.ts';
import { storyDigest } from '../../../core/confidence/story.ts';
import { addressDigest } from '../../../core/household/contact.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import { after, type Instant } from '../../../core/household/instant.ts';
import { defaultSettings, type SettingsChange } from '../../../core/household/settings.ts';
import { sha256 } from '../../../core/household/sha256.ts';
import {
  aContact,
  aDiscard,
  aHeldMessage,
  aHousehold,
  anchor,
  aPhone,
  aRelease,
  aStory,
  aTrustList,
  noon,
  puts,
  type TestPhone,
} from '../../support/builders/builders.ts';

const message = aHeldMessage();
const office = { channel: 'email' as const, address: 'anna@office.example' };
/** Stories by the friction that they need under the committed model. */
const needing = { tap: aStory(9), listen: aStory(2), choose: aStory(-1) };
const anna = aContact({ addresses: [...aContact().addresses, office] });
const tom = aContact({ id: 'tom' as ContactId, name: 'Tom', addresses: [office] });

let ben: TestPhone;
let mallory: TestPhone;
let trusted: TrustDocument;
let trust: TrustList;
let release: Release;

beforeAll(async () => {
  [ben, mallory] = await Promise.all([aPhone(), aPhone()]);
  trusted = await aTrustList({ phone: ben, says: [puts(anna), puts(tom)] });
  trust = (await replayTrustList(trusted.links, aHousehold(), { anchor })) as TrustList;
  release = aRelease(message, trusted, { friction: 'listen' }, anna);
});

describe('opening a statement', () => {
  const open = (jws: string) =>
    verifyStatement(jws, { household: message.household, message: message.id, trust });

  test('gives a release with who signed it', async () => {
    const jws = await ben.sign(release);
    expect(await open(jws)).toEqual({ jws, phone: ben.id, statement: release });
  });

  test('gives a discard with who signed it', async () => {
    const discard = aDiscard(message, trusted, { notMe: true });
    const jws = await ben.sign(discard);
    expect(await open(jws)).toEqual({ jws, phone: ben.id, statement: discard });
  });

  test('accepts one made under an earlier head of the same list', async () => {
    expect(
      await open(await ben.sign({ ...release, trustHead: trust.linkDigests[0] as never })),
    ).toMatchObject({
      phone: ben.id,
    });
  });

  const signedWith = (said: Record<string, unknown>) => ben.sign({ ...release, ...said });

  test.each<[string, () => Promise<string>, string]>([
    ['nothing', async () => '', 'unknown-phone'],
    ['nonsense', async () => 'a.b.c', 'unknown-phone'],
    ['one by a foreign phone', () => mallory.sign(release), 'unknown-phone'],
    ['one by a foreign phone in the name of a known one', () => byMalloryAsBen(), 'not-signed'],
    [
      'one sealed with the anchor key',
      () => sealWithAnchorKey(release, 'second-yes-statement', anchor),
      'unknown-phone',
    ],
    [
      'one signed as a link',
      () => signWithPhoneKey(release, 'second-yes-link', { phone: ben.id, key: ben.key }),
      'not-signed',
    ],
    [
      'one signed as a proof',
      () => signWithPhoneKey(release, 'dpop+jwt', { phone: ben.id, key: ben.key }),
      'not-signed',
    ],
    ['one whose payload was exchanged', () => exchanged(), 'not-signed'],
    ['one spelled in other base64url', () => padded(), 'not-signed'],
    ['one that says neither release nor discard', () => signedWith({ type: 'extend' }), 'not-signed'],
    ['one that says more than it may', () => signedWith({ also: 'this' }), 'not-signed'],
    ['one without addresses', () => signedWith({ addresses: [] }), 'not-signed'],
    ['one without a recording', () => signedWith({ recording: undefined }), 'not-signed'],
    ['one without a story', () => signedWith({ story: undefined }), 'not-signed'],
    ['one without a nonce', () => signedWith({ nonce: undefined }), 'not-signed'],
    ['one without an end', () => signedWith({ sendBy: undefined }), 'not-signed'],
    ['one with an unknown friction', () => signedWith({ friction: 'none' }), 'not-signed'],
    [
      'one over another channel',
      () => signedWith({ addresses: [{ channel: 'fax', digest: sha256('') }] }),
      'not-signed',
    ],
    ['one for another household', () => signedWith({ household: 'other' }), 'other-message'],
    ['one for another message', () => signedWith({ message: '01JOTHER' }), 'other-message'],
    [
      'one under a foreign trust list',
      () => signedWith({ trustHead: sha256('elsewhere') }),
      'other-trust-list',
    ],
  ])('refuses %s', async (_, jws, refused) => {
    expect(await open(await jws())).toEqual({ refused });
  });

  test('refuses one under a link that was cut off since', async () => {
    const shorter = (await replayTrustList(trusted.links.slice(0, 2), aHousehold(), { anchor })) as TrustList;
    expect(
      await verifyStatement(await ben.sign({ ...release, trustHead: headOf(trust) }), {
        household: message.household,
        message: message.id,
        trust: shorter,
      }),
    ).toEqual({ refused: 'other-trust-list' });
  });

  const byMalloryAsBen = () =>
    signWithPhoneKey(release, 'second-yes-statement', { phone: ben.id, key: mallory.key });

  async function exchanged(): Promise<string> {
    const [header, , signature] = (await ben.sign(release)).split('.');
    const [, payload] = (await mallory.sign({ ...release, nonce: 'other' })).split('.');
    return [header, payload, signature].join('.');
  }

  const padded = async () => `${await ben.sign(release)}==`;
});

describe('holding a release against what is true', () => {
  /** The story that was signed is the expected one, unless `said` names another. */
  const verify = (said: Partial<Release>, expected: Partial<Parameters<typeof verifyRelease>[1]> = {}) =>
    verifyRelease(
      { ...release, story: storyDigest(expected.story ?? message.story), ...said },
      {
        recording: message.recording.digest,
        story: message.story,
        hasPasskey: false,
        trust,
        now: noon,
        ...expected,
      },
    );
  const digestsOf = (...addresses: (typeof office)[]) => addresses.map(addressDigest);
  const [home] = aContact().addresses as [typeof office];
  const withContacts = (...contacts: (typeof anna)[]): TrustList => ({
    ...trust,
    contacts: new Map(contacts.map(one => [one.id, one])),
  });

  const setTo = (change: SettingsChange): TrustList => ({
    ...trust,
    settings: { ...defaultSettings, ...change } as TrustList['settings'],
  });

  test('gives the addresses of the trust list', () => {
    expect(verify({})).toEqual({ addresses: [home, office], name: 'Anna' });
  });

  test('takes the addresses in any order', () => {
    expect(verify({ addresses: digestsOf(office, home) })).toMatchObject({ name: 'Anna' });
  });

  test('takes more friction than was asked for', () => {
    expect(verify({ friction: 'choose' })).toMatchObject({ name: 'Anna' });
  });

  test('takes it until the end that was signed', () => {
    expect(verify({}, { now: after(message.sendBy, -1) })).toMatchObject({ name: 'Anna' });
  });

  type Bad = [string, string, Partial<Release>, Partial<Parameters<typeof verifyRelease>[1]>];
  test.each<Bad>([
    ['of another recording', 'recording-changed', { recording: sha256('other') }, {}],
    ['whose recording is another now', 'recording-changed', {}, { recording: sha256('other') }],
    ['of another story', 'story-changed', { story: sha256('other') }, {}],
    [
      'whose story is another now',
      'story-changed',
      { story: storyDigest(message.story) },
      { story: aStory(2.9) },
    ],
    ['to a contact that is not there', 'unknown-contact', { contact: 'eve' as ContactId }, {}],
    ['to a contact that is Object’s own', 'unknown-contact', { contact: 'constructor' as ContactId }, {}],
    ['to an address less', 'address-changed', { addresses: digestsOf(home) }, {}],
    ['to an address twice instead of two', 'address-changed', { addresses: digestsOf(home, home) }, {}],
    ['to an address more', 'address-changed', { addresses: digestsOf(home, office, office) }, {}],
    [
      'to another address',
      'address-changed',
      { addresses: digestsOf(home, { channel: 'email', address: 'mallory@example.org' }) },
      {},
    ],
    ['to the addresses of another contact', 'address-changed', { contact: 'tom' as ContactId }, {}],
    [
      'with one tap under a floor of listening',
      'friction-too-low',
      { friction: 'tap' },
      { story: needing.tap },
    ],
    ['with listening where choosing is asked', 'friction-too-low', {}, { story: needing.choose }],
    ['at the end that was signed', 'send-by-passed', {}, { now: message.sendBy }],
    ['whose end was signed as past', 'send-by-passed', { sendBy: (noon - 1) as Instant }, {}],
  ])('refuses one %s', (_, refused, said, expected) => {
    expect(verify(said, expected)).toEqual({ refused });
  });

  test('refuses one to a contact whose address was changed since', () => {
    const moved = { ...anna, addresses: [home, { ...office, address: 'mallory@example.org' }] };
    expect(verify({}, { trust: withContacts(moved, tom) })).toEqual({ refused: 'address-changed' });
  });

  test('refuses one to a contact that was removed since', () => {
    expect(verify({}, { trust: withContacts(tom) })).toEqual({ refused: 'unknown-contact' });
  });

  test('lets a household that lowered its floor release with one tap', () => {
    expect(verify({ friction: 'tap' }, { story: needing.tap, trust: setTo({ floor: 'tap' }) })).toMatchObject(
      {
        name: 'Anna',
      },
    );
  });

  test('does not let a lowered floor lower what the story asks for', () => {
    expect(verify({ friction: 'tap' }, { story: needing.listen, trust: setTo({ floor: 'tap' }) })).toEqual({
      refused: 'friction-too-low',
    });
  });

  test.each([
    ['always', 'tap', 'passkey-needed'],
    ['always', 'listen', 'passkey-needed'],
    ['listen', 'tap', undefined],
    ['listen', 'listen', 'passkey-needed'],
    ['listen', 'choose', 'passkey-needed'],
    ['never', 'choose', undefined],
  ] as const)(
    'with passkeys asked for %s, one by %s without a passkey gives %s',
    (passkeys, friction, refused) => {
      const expected = { story: needing.tap, trust: setTo({ floor: 'tap', passkeys }) } as const;
      const given = verify({ friction }, expected);
      if (refused) expect(given).toEqual({ refused });
      else expect(given).toMatchObject({ name: 'Anna' });
      expect(verify({ friction }, { ...expected, hasPasskey: true })).toMatchObject({ name: 'Anna' });
    },
  );
});

test('a statement holds neither words nor addresses', async () => {
  const [, payload] = (await ben.sign(release)).split('.');
  const text = Buffer.from(payload as string, 'base64url').toString();
  for (const secret of ['Dinner', 'anna@', 'example']) expect(text).not.toContain(secret);
  expect(JSON.parse(text)).toEqual(release);
});
