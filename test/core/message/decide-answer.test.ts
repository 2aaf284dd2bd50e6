import { describe, expect, test } from '@jest/globals';
import type { Friction } from '../../../core/household/friction.ts';
import { after, type Instant, minutes, seconds } from '../../../core/household/instant.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import type { Command } from '../../../core/message/command.ts';
import { decide } from '../../../core/message/decide.ts';
import type { Message, NotificationReason, NotificationRecord } from '../../../core/message/message.ts';
import {
  aClaim,
  aDeliveredMessage,
  aDiscardedMessage,
  aFailedMessage,
  aHeardMessage,
  aHeldMessage,
  anUnknownMessage,
  aPhoneId,
  aRecording,
  aReference,
  aReleasedMessage,
  aRenderingMessage,
  aSendingMessage,
  aVerifiedDiscard,
  aVerifiedRelease,
  noon,
} from '../../support/builders/builders.ts';

const ben = aPhoneId('ben');
const eva = aPhoneId('eva');
const soon = after(noon, minutes(1));
const held = aHeldMessage();
const heard = aHeardMessage(ben, 'nonce-1');

const release = (
  approval = aVerifiedRelease(held, { phone: ben }),
  required: Friction = 'listen',
): Command => ({
  do: 'release',
  approval,
  required,
  undo: seconds(5),
});
const discard = (by = aVerifiedDiscard(held, { phone: ben }), undo = 0): Command => ({
  do: 'discard',
  by,
  undo,
});
const listen = (phone = ben, nonce = 'nonce-2'): Command => ({ do: 'listen', phone, nonce });
const undo: Command = { do: 'undo', phone: eva };
const notified = (reason: NotificationReason): NotificationRecord => ({
  reason,
  reached: [ben],
  attempts: 1,
});

/** Carries out commands one after the other; each must move the message. */
function following(message: Message, at: Instant, ...commands: Command[]): Message {
  return commands.reduce((current, command) => {
    const decision = decide(current, command, at);
    if (decision.kind !== 'moved') throw new Error(`${command.do} led to ${JSON.stringify(decision)}`);
    return decision.message;
  }, message);
}

describe('listening', () => {
  test('listening keeps the phone, the nonce, the moment and the digest of the recording', () => {
    expect(following(held, soon, listen())).toMatchObject({
      listening: [{ phone: ben, nonce: 'nonce-2', at: soon, recording: held.recording.digest }],
    });
  });

  test('listening again on the same phone replaces its nonce and leaves those of other phones', () => {
    const message = following(held, soon, listen(ben, 'a'), listen(eva, 'b'), listen(ben, 'c'));
    expect(message.listening.map(({ phone, nonce }) => [phone, nonce])).toEqual([
      [eva, 'b'],
      [ben, 'c'],
    ]);
  });
});

describe('a release', () => {
  test('a release keeps the answer as it was signed, by whom and when', () => {
    const message = following(heard, soon, release());
    expect(message).toMatchObject({
      state: 'released',
      answer: { jws: 'release-1', phone: ben, at: soon },
      listening: [],
    });
    expect(message.history.at(-1)).toEqual({ at: soon, event: 'released', by: ben });
  });

  test('a release to another contact than the conversation held it for says so in the history', () => {
    const approval = aVerifiedRelease(held, { phone: ben, statement: { contact: 'tom' as ContactId } });
    expect(following(heard, soon, release(approval)).history.at(-1)).toMatchObject({
      toAnotherContact: true,
    });
  });

  test('a release without listening is refused as not-listened', () => {
    expect(decide(held, release(), soon)).toEqual({ kind: 'refused', code: 'not-listened' });
  });

  test.each([
    [
      'with a nonce that was never given',
      aVerifiedRelease(held, { phone: ben, statement: { nonce: 'guess' } }),
    ],
    ['with the nonce of another phone', aVerifiedRelease(held, { phone: eva })],
  ])('a release is refused as not-listened %s', (_, approval) => {
    expect(decide(heard, release(approval), soon)).toEqual({ kind: 'refused', code: 'not-listened' });
  });

  test('a release after listening to an earlier recording is refused as not-listened', () => {
    const other = aHeldMessage({ recording: aReference(aRecording({ transcript: 'Dinner is off.' })) });
    const message = { ...other, listening: heard.listening };
    const approval = aVerifiedRelease(other, { phone: ben });
    expect(decide(message, release(approval), soon)).toEqual({ kind: 'refused', code: 'not-listened' });
  });

  test('a release signed for another recording is refused as recording-changed', () => {
    const other = { ...held, recording: aReference(aRecording({ transcript: 'Dinner is off.' })) };
    const approval = aVerifiedRelease(other, { phone: ben });
    expect(decide(heard, release(approval), soon)).toEqual({ kind: 'refused', code: 'recording-changed' });
  });

  test('a release is refused before half the duration has passed, and accepted from then on', () => {
    const half = after(noon, seconds(2));
    expect(decide(heard, release(), after(half, -1))).toEqual({
      kind: 'refused',
      code: 'listened-too-briefly',
    });
    expect(decide(heard, release(), half)).toMatchObject({ kind: 'moved' });
  });

  test('a release that requires only a tap is accepted at once', () => {
    expect(decide(heard, release(undefined, 'tap'), noon)).toMatchObject({ kind: 'moved' });
    expect(decide(held, release(undefined, 'tap'), noon)).toEqual({ kind: 'refused', code: 'not-listened' });
  });

  test('a release cannot be claimed for as long as it can be undone', () => {
    const released = following(heard, soon, release());
    const claim: Command = { do: 'claim', claim: aClaim() };
    const over = after(soon, seconds(5));
    expect(decide(released, claim, after(over, -1))).toEqual({ kind: 'refused', code: 'not-over' });
    expect(decide(released, claim, over)).toMatchObject({ kind: 'moved', message: { state: 'sending' } });
  });
});

describe('the same signed answer again', () => {
  const answer = { ...aVerifiedRelease(held, { phone: ben }), at: noon };
  test.each([
    aReleasedMessage({ answer }),
    aSendingMessage({ answer }),
    anUnknownMessage({ answer }),
    anUnknownMessage({ answer, erasedAt: soon }),
    aDeliveredMessage({ answer }),
    aFailedMessage({ answer }),
  ])('the same release again changes nothing while the message is $state', message => {
    expect(decide(message, release(), after(message.sendBy, minutes(1)))).toEqual({
      kind: 'unchanged',
      message,
    });
  });

  test('the same discard again changes nothing', () => {
    const message = aDiscardedMessage({ answer: { ...aVerifiedDiscard(held, { phone: ben }), at: noon } });
    expect(decide(message, discard(), after(held.holdUntil, minutes(1)))).toEqual({
      kind: 'unchanged',
      message,
    });
  });

  test('a second discard by voice changes nothing', () => {
    const message = following(held, soon, { do: 'discard', by: 'voice' });
    expect(decide(message, { do: 'discard', by: 'voice' }, after(soon, 1))).toEqual({
      kind: 'unchanged',
      message,
    });
  });
});

describe('another answer', () => {
  const byEva = { ...aVerifiedRelease(held, { phone: eva, jws: 'release-of-eva' }), at: noon };
  const answered = { kind: 'refused', code: 'already-answered' };

  test.each([
    aReleasedMessage({ answer: byEva }),
    aSendingMessage({ answer: byEva }),
    aDeliveredMessage({ answer: byEva }),
    aFailedMessage({ answer: byEva }),
  ])('another answer is refused while the message is $state, and names who answered first', message => {
    for (const command of [release(), discard(), { do: 'discard', by: 'voice' } as Command])
      expect(decide(message, command, soon)).toEqual({ ...answered, by: eva });
  });

  test('an answer after a discard is refused and names the phone that discarded', () => {
    const byPhone = aDiscardedMessage({
      answer: { ...aVerifiedDiscard(held, { phone: eva, jws: 'discard-of-eva' }), at: noon },
    });
    for (const command of [release(), discard(), { do: 'discard', by: 'voice' } as Command])
      expect(decide(byPhone, command, soon)).toEqual({ ...answered, by: eva });
  });

  test('an answer after a discard by voice is refused and names the voice', () => {
    const byVoice = following(heard, soon, { do: 'discard', by: 'voice' });
    for (const command of [release(), discard()])
      expect(decide(byVoice, command, soon)).toEqual({ ...answered, by: 'voice' });
  });
});

describe('a discard', () => {
  test('a discard needs no listening', () => {
    expect(decide(held, discard(), soon)).toMatchObject({ kind: 'moved', message: { endedAt: soon } });
  });

  test('a discard is kept as it was signed, by whom and when', () => {
    const by = aVerifiedDiscard(held, { phone: ben });
    expect(following(held, soon, discard(by))).toMatchObject({ answer: { ...by, at: soon } });
  });

  test('a discard can say that nobody meant to send anything', () => {
    const by = aVerifiedDiscard(held, { phone: ben, statement: { notMe: true } });
    expect(following(held, soon, discard(by)).history.at(-1)).toEqual({
      at: soon,
      event: 'discarded',
      by: ben,
      notMe: true,
    });
  });
});

describe('taking a discard back', () => {
  const byBen = aVerifiedDiscard(held, { phone: ben });
  const before = { ...held, notifications: [notified('waiting')] };
  const discarded = following(before, soon, discard(byBen, seconds(5)));

  test('a message whose discard is undone is held again as it was, without the answer', () => {
    const message = following(discarded, after(soon, seconds(4)), undo);
    const entry = { at: after(soon, seconds(4)), event: 'taken-back', by: eva };
    expect(message).toEqual({ ...before, history: [...discarded.history, entry] });
  });

  test('a message that was discarded while it was rendered is rendered again', () => {
    const rendering = aRenderingMessage();
    const message = following(rendering, soon, discard(byBen, seconds(5)), undo);
    expect(message).toMatchObject({ state: 'rendering', dictation: rendering.dictation });
    expect(message).not.toHaveProperty('endedAt');
  });

  test('a message whose discard is undone after the hold is expired', () => {
    expect(following(discarded, held.holdUntil, undo)).toMatchObject({
      state: 'expired',
      endedAt: held.holdUntil,
    });
  });

  test('a discard cannot be taken back once a courier has ended the time for that', () => {
    const ended = following(discarded, after(soon, seconds(5)), { do: 'end-undo' });
    expect(decide(ended, undo, after(soon, seconds(5)))).toEqual({ kind: 'refused', code: 'not-released' });
  });

  test('the time to take a discard back cannot be ended early, and nothing is erased within it', () => {
    for (const command of [{ do: 'end-undo' }, { do: 'erase' }] as Command[])
      expect(decide(discarded, command, after(soon, seconds(4)))).toEqual({
        kind: 'refused',
        code: 'not-over',
      });
  });

  test('a discard by voice, and one in a household without a time to take back, cannot be taken back', () => {
    for (const command of [{ do: 'discard', by: 'voice' } as Command, discard(byBen, 0)])
      expect(decide(following(held, soon, command), undo, soon)).toEqual({
        kind: 'refused',
        code: 'not-released',
      });
  });

  test('after a discard is undone, phones are notified again when the message is answered', () => {
    const message = { ...discarded, notifications: [notified('waiting'), notified('answered')] };
    expect(following(message, soon, undo)).toMatchObject({ notifications: [notified('waiting')] });
  });
});

describe('taking a release back', () => {
  const released = following(heard, soon, release());

  test('a message whose release is undone is held again, without the answer', () => {
    const message = following(released, soon, undo);
    expect(message).toMatchObject({ state: 'held', listening: [], attempts: 0 });
    expect(message).not.toHaveProperty('answer');
    expect(message.history.at(-1)).toEqual({ at: soon, event: 'taken-back', by: eva });
  });

  test('an undone release is refused when it is sent in again, because its nonce is used up', () => {
    const message = following(released, soon, undo);
    expect(decide(message, release(), soon)).toEqual({ kind: 'refused', code: 'not-listened' });
  });

  test('an undone release is refused even after listening has begun again, because it names the old nonce', () => {
    const message = following(released, soon, undo, listen(ben, 'nonce-2'));
    expect(decide(message, release(), after(soon, minutes(1)))).toMatchObject({ code: 'not-listened' });
  });

  test('undoing a release resets its attempts and the pause before the next one', () => {
    const waiting = aReleasedMessage({ attempts: 3, retryAt: after(noon, minutes(4)) });
    const message = following(waiting, soon, undo);
    expect(message).not.toHaveProperty('retryAt');
    expect(message.attempts).toBe(0);
  });

  test('after a release is undone, phones are notified again when the message is answered', () => {
    const notifications = [notified('waiting'), notified('answered')];
    const message = following(aReleasedMessage({ notifications }), soon, undo);
    expect(message.notifications).toEqual([notified('waiting')]);
  });

  test('a message whose release is undone after the hold is expired', () => {
    expect(decide(released, undo, held.holdUntil)).toMatchObject({
      message: { state: 'expired', endedAt: held.holdUntil },
    });
  });
});

describe('releasing a message of which nobody knows whether it arrived', () => {
  const answer = { ...aVerifiedRelease(held, { phone: ben }), at: noon };
  const unknown = anUnknownMessage({ answer, attempts: 3 });
  const again = aVerifiedRelease(held, { phone: ben, jws: 'release-2', statement: { nonce: 'nonce-2' } });
  const twice = following(following(unknown, noon, listen()), soon, release(again));

  test('the first release of an unknown message changes nothing when it is sent in again', () => {
    expect(decide(following(unknown, noon, listen()), release(), soon)).toMatchObject({ kind: 'unchanged' });
  });

  test('a second release of an unknown message needs listening again', () => {
    expect(decide(unknown, release(again), soon)).toMatchObject({ code: 'not-listened' });
  });

  test('a second release of an unknown message keeps the earlier attempt, and the message is no longer ended', () => {
    expect(twice).toMatchObject({
      state: 'released',
      answer: { jws: 'release-2' },
      earlierAttempt: { claim: unknown.claim, outcome: unknown.outcome, answer },
      attempts: 0,
    });
    for (const left of ['endedAt', 'claim', 'outcome']) expect(twice).not.toHaveProperty(left);
  });

  test('after a second release, phones are notified again if that attempt fails as well', () => {
    const notifications = [notified('waiting'), notified('trouble')];
    const listened = following({ ...unknown, notifications }, noon, listen());
    expect(following(listened, soon, release(again)).notifications).toEqual([notified('waiting')]);
  });

  test('an unknown message can be released again after the hold, because the hold was answered', () => {
    const late = after(held.holdUntil, minutes(5));
    const listened = following(unknown, late, listen());
    expect(decide(listened, release(again), after(late, minutes(1)))).toMatchObject({ kind: 'moved' });
  });

  test('an unknown message whose second release is undone is unknown again, with the first answer and claim', () => {
    const back = following(twice, soon, undo);
    expect(back).toMatchObject({ state: 'unknown', answer, claim: unknown.claim, outcome: unknown.outcome });
    expect(back).not.toHaveProperty('earlierAttempt');
    expect(decide(back, release(again), soon)).toMatchObject({ code: 'not-listened' });
  });
});
