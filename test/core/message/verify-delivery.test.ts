import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Release } from '../../../core/approval/statement.ts';
import type { TrustDocument } from '../../../core/approval/trust-list.ts';
import { verifyDelivery } from '../../../core/message/verify-delivery.ts';
import type { HouseholdId, MessageId } from '../../../core/household/ids.ts';
import type { Released } from '../../../core/message/message.ts';
import { type Address, addressDigest } from '../../../core/household/contact.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import type { Recording } from '../../../core/message/recording/recording.ts';
import { anAuthenticator } from '../../support/browser/authenticator.ts';
import type { TrustChange } from '../../../core/approval/link.ts';
import {
  aContact,
  aDiscard,
  aFailedMessage,
  aLink,
  anchor,
  aPhone,
  aRecording,
  aRelease,
  aReleasedMessage,
  aStory,
  aTrustList,
  noon,
  otherAnchor,
  puts,
  sets,
  type TestPhone,
  sealKey,
} from '../../support/builders/builders.ts';

let ben: TestPhone;
let trusted: TrustDocument;

beforeAll(async () => {
  ben = await aPhone();
  trusted = { ...(await aTrustList({ phone: ben })), version: 7 };
});

/** A message released by Ben's phone. */
async function released(said: Partial<Release> = {}): Promise<Released> {
  const message = aReleasedMessage();
  const statement = aRelease(message, trusted, said);
  return { ...message, answer: { jws: await ben.sign(statement), phone: ben.id, statement, at: noon } };
}

const verify = (
  message: Released,
  {
    recording = aRecording(),
    trust = trusted,
    key = anchor,
    now = noon,
  }: { recording?: Recording | null; trust?: TrustDocument | null; key?: Uint8Array; now?: typeof noon } = {},
) =>
  verifyDelivery(message, {
    recording: recording ?? undefined,
    trusted: trust ?? undefined,
    anchor: key,
    sealKey,
    now,
  });

describe('before a recording leaves', () => {
  test("a verified delivery gives the recording, the recipient, the household's name and the trust list's version", async () => {
    expect(await verify(await released())).toEqual({
      to: { name: 'Anna', addresses: aContact().addresses },
      householdName: null,
      recording: aRecording(),
      trustVersion: 7,
    });
  });

  test('a link that is changed after the list was verified is noticed at the next delivery', async () => {
    const message = await released();
    expect(await verify(message)).toHaveProperty('recording');
    const forger = await aPhone();
    const theirs = (await aTrustList({ phone: forger, says: [puts(aContact())] })).links;
    for (const changed of trusted.links.keys())
      for (const link of [`${trusted.links[changed]?.slice(0, -4)}AAAA`, theirs[changed] ?? '']) {
        const links = trusted.links.with(changed, link);
        expect(await verify(message, { trust: { ...trusted, links } })).toEqual({
          refused: { code: 'trust-list-broken' },
        });
      }
    expect(await verify(message)).toHaveProperty('recording');
  });

  test.each<[string, string, () => Promise<unknown>]>([
    ['trust-list-broken', 'the trust list is gone', async () => verify(await released(), { trust: null })],
    [
      'trust-list-broken',
      'another anchor key is asked',
      async () => verify(await released(), { key: otherAnchor }),
    ],
    [
      'trust-list-broken',
      'the links are not even a list',
      async () => verify(await released(), { trust: { ...trusted, links: 'nonsense' as never } }),
    ],
    [
      'trust-list-broken',
      'the message belongs to another household',
      async () => verify({ ...(await released()), household: 'other' as HouseholdId }),
    ],
    [
      'unknown-phone',
      'there is no answer',
      async () => verify({ ...(await released()), answer: undefined as never }),
    ],
    [
      'other-message',
      'the answer belongs to another message',
      async () => verify({ ...(await released()), id: '01JOTHER' as MessageId }),
    ],
    ['recording-changed', 'the recording is gone', async () => verify(await released(), { recording: null })],
    [
      'recording-changed',
      'one millisecond of the duration differs',
      async () => verify(await released(), { recording: aRecording({ duration: 4_001 }) }),
    ],
    [
      'recording-changed',
      'the words differ',
      async () => verify(await released(), { recording: aRecording({ transcript: 'Dinner is at eight.' }) }),
    ],
    ['story-changed', 'the story differs', async () => verify({ ...(await released()), story: aStory(1.6) })],
    ['friction-too-low', 'it was a mere tap', async () => verify(await released({ friction: 'tap' }))],
    [
      'send-by-passed',
      'it is too late',
      async () => verify(await released(), { now: aReleasedMessage().sendBy }),
    ],
  ])('a delivery is refused as %s if %s', async (code, _, verified) => {
    expect(await verified()).toEqual({ refused: { code } });
  });

  test('a delivery is refused as not-a-release if the answer is a discard that the phone signed', async () => {
    const message = aReleasedMessage();
    const discard = aDiscard(message, trusted);
    const answer = { jws: await ben.sign(discard), phone: ben.id, statement: discard, at: noon };
    expect(await verify({ ...message, answer: answer as never })).toEqual({
      refused: { code: 'not-a-release' },
    });
  });

  test.each<[string, string, object]>([
    ['seal-broken', 'the content would be kept longer', { retention: 1_000_000_000 }],
    ['seal-broken', 'another room is named', { room: 'attic' }],
    [
      'seal-broken',
      'another message was sealed',
      { seal: aReleasedMessage({ id: '01OTHER' as MessageId }).seal },
    ],
    ['not-sealed', 'the seal is gone', { seal: undefined }],
  ])('a delivery that a phone released is refused as %s if %s', async (code, _, changed) => {
    expect(await verify({ ...(await released()), ...changed })).toEqual({ refused: { code } });
  });

  const refusal = {
    ...addressDigest(aContact().addresses[0] as Address),
    outcome: aFailedMessage().outcome,
  };

  test.each([undefined, [], [refusal], [refusal, refusal]])(
    'a delivery is verified if the addresses that refused it are %j',
    async refused => {
      expect(await verify({ ...(await released()), refused } as never)).toHaveProperty('recording');
    },
  );

  test.each<unknown>([null, 'all', {}, [null], ['anna@example.org'], [refusal, null]])(
    'a delivery is refused as seal-broken if the addresses that refused it are %j',
    async refused => {
      expect(await verify({ ...(await released()), refused } as never)).toEqual({
        refused: { code: 'seal-broken' },
      });
    },
  );

  test('the recording is digested again, whatever digest the document states', async () => {
    const message = await released();
    const other = aRecording({ transcript: 'Dinner is at eight.' });
    expect(
      await verify(
        { ...message, recording: { ...message.recording, digest: message.recording.digest } },
        { recording: other },
      ),
    ).toMatchObject({
      refused: { code: 'recording-changed' },
    });
  });
});

describe('what the household decides after a release counts for it too', () => {
  /** The trust list as it was when the phone signed, and what was said after that. */
  async function since(...says: TrustChange[]): Promise<TrustDocument> {
    const links = [...trusted.links];
    for (const said of says) links.push(await aLink(ben, links, said));
    return { ...trusted, links };
  }
  const finger = anAuthenticator('https://home.example');

  test.each<[string, string, TrustChange[]]>([
    ['friction-too-low', 'a higher floor', [sets({ floor: 'choose' })]],
    [
      'passkey-needed',
      'a passkey for each release',
      [{ type: 'add-passkey', passkey: finger.passkey }, sets({ passkeys: 'always' })],
    ],
    [
      'address-changed',
      'another address',
      [puts(aContact({ addresses: [{ channel: 'email', address: 'anna@example.net' }] }))],
    ],
  ])('a delivery is refused as %s if the household has since decided on %s', async (code, _, says) => {
    expect(await verify(await released(), { trust: await since(...says) })).toMatchObject({
      refused: { code },
    });
  });
});

describe('where a passkey is asked for each time', () => {
  const finger = anAuthenticator('https://home.example');
  let guarded: TrustDocument;
  beforeAll(async () => {
    const says: TrustChange[] = [
      puts(aContact()),
      { type: 'add-passkey', passkey: finger.passkey },
      sets({ passkeys: 'always' }),
    ];
    guarded = await aTrustList({ phone: ben, says });
  });

  type Sign = (jws: string) => ReturnType<typeof finger.sign> | undefined;
  async function verifyWith(sign: Sign) {
    const message = aReleasedMessage();
    const statement = aRelease(message, guarded);
    const jws = await ben.sign(statement);
    const assertion = sign(jws);
    const answer = { jws, phone: ben.id, statement, at: noon, ...(assertion && { assertion }) };
    return verify({ ...message, answer }, { trust: guarded });
  }

  test('a release that a phone and a passkey have signed is verified', async () => {
    expect(await verifyWith(jws => finger.sign(sha256(jws)))).toMatchObject({ to: { name: 'Anna' } });
  });

  test.each<[string, string, Sign]>([
    ['passkey-needed', 'without an assertion', () => undefined],
    ['passkey-refused', 'with an assertion on something else', () => finger.sign(sha256('something else'))],
    [
      'passkey-refused',
      'with an assertion without user verification',
      jws => finger.sign(sha256(jws), { verified: false }),
    ],
    [
      'passkey-refused',
      'with an assertion of another origin',
      jws => finger.sign(sha256(jws), { origin: 'https://evil.example' }),
    ],
    [
      'passkey-refused',
      'with an assertion of an unknown passkey',
      jws => anAuthenticator('https://home.example').sign(sha256(jws)),
    ],
  ])('a delivery is refused as %s %s', async (code, _, sign) => {
    expect(await verifyWith(sign)).toMatchObject({ refused: { code } });
  });
});
