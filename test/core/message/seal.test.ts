import { describe, expect, test } from '@jest/globals';
import type { ContactId, RoomId } from '../../../core/household/ids.ts';
import { addressDigest } from '../../../core/household/contact.ts';
import { after } from '../../../core/household/instant.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { without } from '../../../core/household/without.ts';
import { decide } from '../../../core/message/decide.ts';
import type { Command } from '../../../core/message/command.ts';
import type { Message } from '../../../core/message/message.ts';
import { seal, sealKeyFrom, sealProblemOf } from '../../../core/message/seal.ts';
import {
  aClaim,
  aHeardMessage,
  aHeldMessage,
  aMessageId,
  anAttempt,
  anchor,
  aPhoneId,
  aReference,
  aRecording,
  aRenderingMessage,
  aStory,
  aVerifiedRelease,
  noon,
  otherAnchor,
  sealKey,
} from '../../support/builders/builders.ts';

const problem = (message: Message) => sealProblemOf(message, sealKey);

describe('a seal', () => {
  test('a message is as it was sealed, also once it was stored as JSON', () => {
    for (const message of [aHeldMessage(), aRenderingMessage()]) {
      expect(problem(message)).toBeUndefined();
      expect(problem(JSON.parse(JSON.stringify(message)) as Message)).toBeUndefined();
    }
  });

  test.each<[string, (message: ReturnType<typeof aHeldMessage>) => object]>([
    ['a friendlier story', () => ({ story: aStory(9) })],
    ['another language of the story', ({ story }) => ({ story: { ...story, language: 'de' } })],
    ['another contact', () => ({ contact: 'tom' as ContactId })],
    ['another room', () => ({ room: 'attic' as RoomId })],
    ['another id', () => ({ id: aMessageId('01OTHER') })],
    ['another household', () => ({ household: 'household-2' })],
    ['a longer hold', ({ holdUntil }) => ({ holdUntil: after(holdUntil, 1) })],
    ['more time to send', ({ sendBy }) => ({ sendBy: after(sendBy, 1) })],
    ['a shorter duration', ({ recording }) => ({ recording: { ...recording, duration: 2 } })],
    ['another media type', ({ recording }) => ({ recording: { ...recording, mediaType: 'audio/mpeg' } })],
    ['another recording', () => ({ recording: aReference(aRecording({ transcript: 'Other words.' })) })],
    ['no recording', () => ({ recording: undefined })],
    ['a dictation', () => ({ dictation: { transcript: sha256('words'), characters: 5 } })],
    ['content that is kept longer', ({ retention }) => ({ retention: retention + 1 })],
    ['a number as text', ({ heldAt }) => ({ heldAt: String(heldAt) })],
  ])('a message with %s is refused as seal-broken', (_, change) => {
    const message = aHeldMessage();
    expect(problem({ ...message, ...change(message) })).toBe('seal-broken');
  });

  test('the seals of two messages cannot be swapped', () => {
    const [one, other] = [aHeldMessage(), aHeldMessage({ id: aMessageId('01OTHER') })];
    expect(one.seal).not.toBe(other.seal);
    expect(problem({ ...one, seal: other.seal as string })).toBe('seal-broken');
  });

  test.each([undefined, null, 7, ['x'], {}])('a message whose seal is %j is refused as not-sealed', value => {
    expect(problem({ ...aHeldMessage(), seal: value } as never)).toBe('not-sealed');
    expect(problem(without(aHeldMessage(), 'seal'))).toBe('not-sealed');
  });

  test('a seal by another key is refused, and so is one by the anchor key itself', () => {
    for (const key of [sealKeyFrom(otherAnchor), anchor])
      expect(problem(seal(aHeldMessage(), key))).toBe('seal-broken');
  });
});

describe('over the life of a message', () => {
  const phone = aPhoneId();
  const heard = aHeardMessage(phone, 'nonce-1');
  const release = { do: 'release', approval: aVerifiedRelease(heard), required: 'listen', undo: 0 } as const;
  const later = after(noon, 60_000);

  const next = (message: Message, command: Command, now = later): Message => {
    const decision = decide(message, command, now);
    if (decision.kind !== 'moved') throw new Error(JSON.stringify(decision));
    return decision.message;
  };

  test('listening, a release, its undo, a claim, an outcome and an erasure leave the seal as it fits', () => {
    const listened = next(aHeldMessage(), { do: 'listen', phone, nonce: 'nonce-2' });
    const released = next(heard, release);
    const sending = next(released, { do: 'claim', claim: aClaim() });
    const to = addressDigest({ channel: 'email', address: 'anna@example.org' });
    const report = { do: 'report', claim: aClaim().id, to, others: false, retryAt: later } as const;
    const delivered = next(sending, { ...report, attempt: anAttempt('taken') });
    for (const message of [
      listened,
      released,
      next(released, { do: 'undo', phone }),
      sending,
      next(sending, { ...report, attempt: anAttempt('not-taken') }),
      next(sending, { do: 'lose-claim' }),
      delivered,
      next(delivered, { do: 'erase' }),
      next(aHeldMessage(), { do: 'discard', by: 'voice' }),
      next(aHeldMessage(), { do: 'expire' }, aHeldMessage().holdUntil),
    ])
      expect(problem(message)).toBeUndefined();
  });

  test('added words and a rendered recording fit no earlier seal, so each is sealed again', () => {
    const dictated = aRenderingMessage();
    const { dictation, story } = dictated;
    const rendered = next(dictated, { do: 'render', from: dictation, recording: aReference() });
    expect(problem(rendered)).toBe('seal-broken');
    expect(problem(seal(rendered, sealKey))).toBeUndefined();
    const more = { transcript: sha256('more words'), characters: 10 };
    expect(problem(next(dictated, { do: 'extend', dictation: more, story }))).toBe('seal-broken');
  });
});
