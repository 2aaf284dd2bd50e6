import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Release } from '../../lambda/approval/statement.ts';
import type { TrustDocument } from '../../lambda/approval/trust-list.ts';
import { verifyDelivery } from '../../lambda/courier/verify-delivery.ts';
import type { HouseholdId, MessageId } from '../../lambda/household/ids.ts';
import type { Released } from '../../lambda/message/message.ts';
import type { Recording } from '../../lambda/message/recording.ts';
import {
  aContact,
  anchor,
  aPhone,
  aRecording,
  aRelease,
  aReleasedMessage,
  aStory,
  aTrustList,
  noon,
  otherAnchor,
  type TestPhone,
} from '../support/builders.ts';

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
) => verifyDelivery(message, recording ?? undefined, trust ?? undefined, key, now);

describe('before a recording leaves', () => {
  test('what may leave, to whom, and the trust list’s version are told', async () => {
    expect(await verify(await released())).toEqual({
      to: { name: 'Anna', addresses: aContact().addresses },
      recording: aRecording(),
      trustVersion: 7,
    });
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
      'the message is another household’s',
      async () => verify({ ...(await released()), household: 'other' as HouseholdId }),
    ],
    [
      'unknown-phone',
      'there is no answer',
      async () => verify({ ...(await released()), answer: undefined as never }),
    ],
    [
      'other-message',
      'the answer is another message’s',
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
  ])('%s: %s', async (code, _, verified) => {
    expect(await verified()).toEqual({ refused: { code, detail: expect.stringMatching(/\.$/) } });
  });

  test('the recording is digested anew: what the document says of it is not believed', async () => {
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
