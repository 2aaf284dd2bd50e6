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
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import {
  aContact,
  aDiscard,
  aHeldMessage,
  aHouseholdId,
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
  trust = (await replayTrustList(trusted.links, aHouseholdId(), { anchor })) as TrustList;
  release = aRelease(message, trusted, { friction: 'listen' }, anna);
});

describe('verifying a statement', () => {
  const open = (jws: string) =>
    verifyStatement(jws, { household: message.household, message: message.id, trust });

  test('a signed release is accepted with the phone that signed it', async () => {
    const jws = await ben.sign(release);
    expect(await open(jws)).toEqual({ jws, phone: ben.id, statement: release });
  });

  test('a signed discard is accepted with the phone that signed it', async () => {
    const discard = aDiscard(message, trusted, { notMe: true });
    const jws = await ben.sign(discard);
    expect(await open(jws)).toEqual({ jws, phone: ben.id, statement: discard });
  });

  test('a statement under an earlier head of the same trust list is accepted', async () => {
    expect(
      await open(await ben.sign({ ...release, trustHead: trust.linkDigests[0] as never })),
    ).toMatchObject({
      phone: ben.id,
    });
  });

  const signedWith = (said: Record<string, unknown>) => ben.sign({ ...release, ...said });

  test.each<[string, () => Promise<string>, string]>([
    ['an empty text', async () => '', 'unknown-phone'],
    ['a text that is not a JWS', async () => 'a.b.c', 'unknown-phone'],
    ['a statement by an unknown phone', () => mallory.sign(release), 'unknown-phone'],
    ['a statement by an unknown phone in the name of a paired one', () => byMalloryAsBen(), 'not-signed'],
    [
      'a statement sealed with the anchor key',
      () => sealWithAnchorKey(release, 'second-yes-statement', anchor),
      'unknown-phone',
    ],
    [
      'a statement signed as a link',
      () => signWithPhoneKey(release, 'second-yes-link', { phone: ben.id, key: ben.key }),
      'not-signed',
    ],
    [
      'a statement signed as a proof',
      () => signWithPhoneKey(release, 'dpop+jwt', { phone: ben.id, key: ben.key }),
      'not-signed',
    ],
    ['a statement with the payload of another', () => exchanged(), 'not-signed'],
    ['a statement in another base64url spelling', () => padded(), 'not-signed'],
    [
      'a statement that is neither a release nor a discard',
      () => signedWith({ type: 'extend' }),
      'not-signed',
    ],
    ['a statement with an unknown field', () => signedWith({ also: 'this' }), 'not-signed'],
    ['a release without addresses', () => signedWith({ addresses: [] }), 'not-signed'],
    ['a release without a recording', () => signedWith({ recording: undefined }), 'not-signed'],
    ['a release without a story', () => signedWith({ story: undefined }), 'not-signed'],
    ['a release without a nonce', () => signedWith({ nonce: undefined }), 'not-signed'],
    ['a release without sendBy', () => signedWith({ sendBy: undefined }), 'not-signed'],
    ['a release with an unknown friction', () => signedWith({ friction: 'none' }), 'not-signed'],
    [
      'a release over an unknown channel',
      () => signedWith({ addresses: [{ channel: 'fax', digest: sha256('') }] }),
      'not-signed',
    ],
    ['a statement for another household', () => signedWith({ household: 'other' }), 'other-message'],
    ['a statement for another message', () => signedWith({ message: '01JOTHER' }), 'other-message'],
    [
      'a statement under another trust list',
      () => signedWith({ trustHead: sha256('elsewhere') }),
      'other-trust-list',
    ],
  ])('%s is refused', async (_, jws, refused) => {
    expect(await open(await jws())).toEqual({ refused });
  });

  test('a statement under a link that was cut off later is refused as other-trust-list', async () => {
    const shorter = (await replayTrustList(trusted.links.slice(0, 2), aHouseholdId(), {
      anchor,
    })) as TrustList;
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

describe('verifying a release', () => {
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

  test('a release that holds gives the addresses of the trust list', () => {
    expect(verify({})).toEqual({ addresses: [home, office], name: 'Anna' });
  });

  test('a release may name the addresses in any order', () => {
    expect(verify({ addresses: digestsOf(office, home) })).toMatchObject({ name: 'Anna' });
  });

  test('a release with more friction than required is accepted', () => {
    expect(verify({ friction: 'choose' })).toMatchObject({ name: 'Anna' });
  });

  test('a release is accepted until just before its sendBy', () => {
    expect(verify({}, { now: after(message.sendBy, -1) })).toMatchObject({ name: 'Anna' });
  });

  type Bad = [string, string, Partial<Release>, Partial<Parameters<typeof verifyRelease>[1]>];
  test.each<Bad>([
    ['of another recording', 'recording-changed', { recording: sha256('other') }, {}],
    ['whose message has another recording now', 'recording-changed', {}, { recording: sha256('other') }],
    ['of another story', 'story-changed', { story: sha256('other') }, {}],
    [
      'whose message has another story now',
      'story-changed',
      { story: storyDigest(message.story) },
      { story: aStory(2.9) },
    ],
    ['to an unknown contact', 'unknown-contact', { contact: 'eve' as ContactId }, {}],
    [
      'to a contact named as a property of Object',
      'unknown-contact',
      { contact: 'constructor' as ContactId },
      {},
    ],
    ['to one address less', 'address-changed', { addresses: digestsOf(home) }, {}],
    ['to one address twice instead of two', 'address-changed', { addresses: digestsOf(home, home) }, {}],
    ['to one address more', 'address-changed', { addresses: digestsOf(home, office, office) }, {}],
    [
      'to another address',
      'address-changed',
      { addresses: digestsOf(home, { channel: 'email', address: 'mallory@example.org' }) },
      {},
    ],
    ['to the addresses of another contact', 'address-changed', { contact: 'tom' as ContactId }, {}],
    [
      'with a tap under a floor of listening',
      'friction-too-low',
      { friction: 'tap' },
      { story: needing.tap },
    ],
    ['with listening where choosing is required', 'friction-too-low', {}, { story: needing.choose }],
    ['at its sendBy', 'send-by-passed', {}, { now: message.sendBy }],
    ['whose sendBy is in the past', 'send-by-passed', { sendBy: (noon - 1) as Instant }, {}],
  ])('a release %s is refused as %s', (_, refused, said, expected) => {
    expect(verify(said, expected)).toEqual({ refused });
  });

  test('a release is refused as address-changed after the contact’s address was changed', () => {
    const moved = { ...anna, addresses: [home, { ...office, address: 'mallory@example.org' }] };
    expect(verify({}, { trust: withContacts(moved, tom) })).toEqual({ refused: 'address-changed' });
  });

  test('a release is refused as unknown-contact after the contact was removed', () => {
    expect(verify({}, { trust: withContacts(tom) })).toEqual({ refused: 'unknown-contact' });
  });

  test('a release with one tap is accepted in a household that lowered its floor', () => {
    expect(verify({ friction: 'tap' }, { story: needing.tap, trust: setTo({ floor: 'tap' }) })).toMatchObject(
      {
        name: 'Anna',
      },
    );
  });

  test('a lowered floor does not lower the friction that the story requires', () => {
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
    'a household with passkeys set to %s has a release by %s without an assertion refused as %s',
    (passkeys, friction, refused) => {
      const expected = { story: needing.tap, trust: setTo({ floor: 'tap', passkeys }) } as const;
      const given = verify({ friction }, expected);
      if (refused) expect(given).toEqual({ refused });
      else expect(given).toMatchObject({ name: 'Anna' });
      expect(verify({ friction }, { ...expected, hasPasskey: true })).toMatchObject({ name: 'Anna' });
    },
  );
});

test('a statement contains neither words nor addresses', async () => {
  const [, payload] = (await ben.sign(release)).split('.');
  const text = Buffer.from(payload as string, 'base64url').toString();
  for (const secret of ['Dinner', 'anna@', 'example']) expect(text).not.toContain(secret);
  expect(JSON.parse(text)).toEqual(release);
});
