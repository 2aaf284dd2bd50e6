import { beforeAll, describe, expect, test } from '@jest/globals';
import { statementSchema } from '../../../core/approval/statement.ts';
import { replayTrustList, type TrustList } from '../../../core/approval/trust-list.ts';
import { verifyRelease } from '../../../core/approval/verify-statement.ts';
import { viewMessage } from '../../../core/api/view-message.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import { storyDigest } from '../../../core/confidence/story.ts';
import { checkRecording } from '../../../phone/messages/check-recording.ts';
import {
  buildDiscard,
  frictionOn,
  mustChoose,
  buildRelease,
  type ShownMessage,
} from '../../../phone/messages/statements.ts';
import {
  aContact,
  aHeldMessage,
  aHouseholdId,
  anchor,
  aPhone,
  aRecording,
  aStory,
  aTrustList,
  noon,
} from '../../support/builders/builders.ts';

const message = aHeldMessage();
const view = viewMessage(message, { rooms: [], settings: defaultSettings });
let trust: TrustList;
let shown: ShownMessage;

beforeAll(async () => {
  const { links } = await aTrustList({ phone: await aPhone() });
  const replayed = await replayTrustList(links, aHouseholdId(), { anchor });
  const { audio, transcript } = aRecording();
  const recording = view.recording && checkRecording(view.recording, audio, transcript);
  if ('refused' in replayed || !recording) throw new Error('The test is not set up as it should be.');
  trust = replayed;
  shown = { view, recording, contact: aContact(), trust, nonce: 'nonce-1', redirected: false };
});

describe('a release', () => {
  test("the release of what is shown passes the server's verification", () => {
    const release = buildRelease(shown);
    expect(statementSchema.parse(release)).toEqual(release);
    expect(
      verifyRelease(release, {
        recording: message.recording.digest,
        story: message.story,
        hasPasskey: false,
        trust,
        now: noon,
      }),
    ).toEqual({ addresses: aContact().addresses, name: 'Anna' });
  });

  test('the release of another story than the message has is refused', () => {
    const other = buildRelease({ ...shown, view: { ...view, story: aStory(9) } });
    expect(other.story).not.toBe(storyDigest(message.story));
  });
});

test('a discard names the message and the head of the trust list', () => {
  const discard = buildDiscard(view, trust, true);
  expect(statementSchema.parse(discard)).toEqual(discard);
  expect(discard).toMatchObject({ message: message.id, notMe: true });
});

describe('what is asked of the owner', () => {
  test.each([
    ['tap', 'tap', 'tap'],
    ['tap', 'listen', 'listen'],
    ['choose', 'listen', 'choose'],
    ['listen', 'choose', 'choose'],
  ] as const)('friction %s over floor %s is %s', (friction, floor, asked) => {
    expect(frictionOn({ friction }, { settings: { ...defaultSettings, floor } })).toBe(asked);
  });

  test('the owner must pick the contact only for the friction choose', () => {
    expect(mustChoose('choose')).toBe(true);
    expect(mustChoose('listen')).toBe(false);
  });
});

describe('a download', () => {
  const { audio, transcript } = aRecording();
  const expected = view.recording as NonNullable<typeof view.recording>;

  test.each<[string, Uint8Array, string | undefined, Partial<typeof expected>]>([
    ['one byte', audio.map((byte, index) => (index === 7 ? byte ^ 1 : byte)), transcript, {}],
    ['a word', audio, `${transcript} `, {}],
    ['no words', audio, undefined, {}],
    ['the duration', audio, transcript, { duration: 4_001 }],
    ['the media type', audio, transcript, { mediaType: 'audio/mpeg' }],
  ])('a download that differs by %s is another recording', (_, bytes, words, more) => {
    expect(checkRecording({ ...expected, ...more }, bytes, words)).toBeUndefined();
  });
});
