import { describe, expect, test } from '@jest/globals';
import type { Friction } from '../../../core/household/friction.ts';
import { after, type Instant, minutes, seconds } from '../../../core/household/instant.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import type { Command } from '../../../core/message/command.ts';
import { decide } from '../../../core/message/decide.ts';
import type { Message } from '../../../core/message/message.ts';
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
const discard = (by = aVerifiedDiscard(held, { phone: ben })): Command => ({ do: 'discard', by });
const listen = (phone = ben, nonce = 'nonce-2'): Command => ({ do: 'listen', phone, nonce });
const undo: Command = { do: 'undo', phone: eva };

/** Carries out commands one after the other; each must move the message. */
function following(message: Message, at: Instant, ...commands: Command[]): Message {
  return commands.reduce((current, command) => {
    const decision = decide(current, command, at);
    if (decision.kind !== 'moved') throw new Error(`${command.do} led to ${JSON.stringify(decision)}`);
    return decision.message;
  }, message);
}

describe('listening', () => {
  test('remembers phone, nonce, moment and the recording that is played', () => {
    expect(following(held, soon, listen())).toMatchObject({
      listening: [{ phone: ben, nonce: 'nonce-2', at: soon, recording: held.recording.digest }],
    });
  });

  test('again on the same phone replaces the nonce; another phone keeps its own', () => {
    const message = following(held, soon, listen(ben, 'a'), listen(eva, 'b'), listen(ben, 'c'));
    expect(message.listening.map(({ phone, nonce }) => [phone, nonce])).toEqual([
      [eva, 'b'],
      [ben, 'c'],
    ]);
  });
});

describe('a release', () => {
  test('keeps the answer as it was signed, who gave it and when', () => {
    const message = following(heard, soon, release());
    expect(message).toMatchObject({
      state: 'released',
      answer: { jws: 'release-1', phone: ben, at: soon },
      listening: [],
    });
    expect(message.history.at(-1)).toEqual({ at: soon, event: 'released', by: ben });
  });

  test('to another contact than the conversation’s is told in the history', () => {
    const approval = aVerifiedRelease(held, { phone: ben, statement: { contact: 'tom' as ContactId } });
    expect(following(heard, soon, release(approval)).history.at(-1)).toMatchObject({
      toAnotherContact: true,
    });
  });

  test('is refused where nobody has listened', () => {
    expect(decide(held, release(), soon)).toEqual({ kind: 'refused', code: 'not-listened' });
  });

  test.each([
    [
      'with a nonce that was never given',
      aVerifiedRelease(held, { phone: ben, statement: { nonce: 'guess' } }),
    ],
    ['with the nonce of another phone', aVerifiedRelease(held, { phone: eva })],
  ])('is refused %s', (_, approval) => {
    expect(decide(heard, release(approval), soon)).toEqual({ kind: 'refused', code: 'not-listened' });
  });

  test('is refused where what was played is not what is held now', () => {
    const other = aHeldMessage({ recording: aReference(aRecording({ transcript: 'Dinner is off.' })) });
    const message = { ...other, listening: heard.listening };
    const approval = aVerifiedRelease(other, { phone: ben });
    expect(decide(message, release(approval), soon)).toEqual({ kind: 'refused', code: 'not-listened' });
  });

  test('of another recording is refused as recording-changed', () => {
    const other = { ...held, recording: aReference(aRecording({ transcript: 'Dinner is off.' })) };
    const approval = aVerifiedRelease(other, { phone: ben });
    expect(decide(heard, release(approval), soon)).toEqual({ kind: 'refused', code: 'recording-changed' });
  });

  test('is refused before half the duration has passed, and taken from then on', () => {
    const half = after(noon, seconds(2));
    expect(decide(heard, release(), after(half, -1))).toEqual({
      kind: 'refused',
      code: 'listened-too-briefly',
    });
    expect(decide(heard, release(), half)).toMatchObject({ kind: 'moved' });
  });

  test('for which a tap is enough is taken at once', () => {
    expect(decide(heard, release(undefined, 'tap'), noon)).toMatchObject({ kind: 'moved' });
    expect(decide(held, release(undefined, 'tap'), noon)).toEqual({ kind: 'refused', code: 'not-listened' });
  });

  test('can be taken back for as long as it was said, in which nobody can claim it', () => {
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
  ])('is unchanged while $state', message => {
    expect(decide(message, release(), after(message.sendBy, minutes(1)))).toEqual({
      kind: 'unchanged',
      message,
    });
  });

  test('is unchanged where it is a discard', () => {
    const message = aDiscardedMessage({ answer: { ...aVerifiedDiscard(held, { phone: ben }), at: noon } });
    expect(decide(message, discard(), after(held.holdUntil, minutes(1)))).toEqual({
      kind: 'unchanged',
      message,
    });
  });

  test('is unchanged where it was said aloud', () => {
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
  ])('is refused while $state, with whose the first was', message => {
    for (const command of [release(), discard(), { do: 'discard', by: 'voice' } as Command])
      expect(decide(message, command, soon)).toEqual({ ...answered, by: eva });
  });

  test('is refused after a discard, with whose that was', () => {
    const byPhone = aDiscardedMessage({
      answer: { ...aVerifiedDiscard(held, { phone: eva, jws: 'discard-of-eva' }), at: noon },
    });
    for (const command of [release(), discard(), { do: 'discard', by: 'voice' } as Command])
      expect(decide(byPhone, command, soon)).toEqual({ ...answered, by: eva });
  });

  test('is refused after a discard by voice, as the voice’s', () => {
    const byVoice = following(heard, soon, { do: 'discard', by: 'voice' });
    for (const command of [release(), discard()])
      expect(decide(byVoice, command, soon)).toEqual({ ...answered, by: 'voice' });
  });
});

describe('a discard', () => {
  test('asks for no listening', () => {
    expect(decide(held, discard(), soon)).toMatchObject({ kind: 'moved', message: { endedAt: soon } });
  });

  test('can say that nobody meant to send anything', () => {
    const by = aVerifiedDiscard(held, { phone: ben, statement: { notMe: true } });
    expect(following(held, soon, discard(by)).history.at(-1)).toEqual({
      at: soon,
      event: 'discarded',
      by: ben,
      notMe: true,
    });
  });
});

describe('taking a release back', () => {
  const released = following(heard, soon, release());

  test('leaves a message that waits as before, without the answer', () => {
    const message = following(released, soon, undo);
    expect(message).toMatchObject({ state: 'held', listening: [], attempts: 0 });
    expect(message).not.toHaveProperty('answer');
    expect(message.history.at(-1)).toEqual({ at: soon, event: 'taken-back', by: eva });
  });

  test('spends the nonce: the same release cannot be sent in again', () => {
    const message = following(released, soon, undo);
    expect(decide(message, release(), soon)).toEqual({ kind: 'refused', code: 'not-listened' });
  });

  test('stays taken back when listening has begun anew: the old release names the old nonce', () => {
    const message = following(released, soon, undo, listen(ben, 'nonce-2'));
    expect(decide(message, release(), after(soon, minutes(1)))).toMatchObject({ code: 'not-listened' });
  });

  test('forgets how often that release was tried, and the pause before the next try', () => {
    const waiting = aReleasedMessage({ attempts: 3, retryAt: after(noon, minutes(4)) });
    const message = following(waiting, soon, undo);
    expect(message).not.toHaveProperty('retryAt');
    expect(message.attempts).toBe(0);
  });

  test('once the hold is over ends as expired', () => {
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

  test('needs a new signature: the old one changes nothing', () => {
    expect(decide(following(unknown, noon, listen()), release(), soon)).toMatchObject({ kind: 'unchanged' });
  });

  test('needs listening anew', () => {
    expect(decide(unknown, release(again), soon)).toMatchObject({ code: 'not-listened' });
  });

  test('keeps the earlier attempt, and is no longer ended', () => {
    expect(twice).toMatchObject({
      state: 'released',
      answer: { jws: 'release-2' },
      earlierAttempt: { claim: unknown.claim, outcome: unknown.outcome, answer },
      attempts: 0,
    });
    expect(twice).not.toHaveProperty('endedAt');
    expect(twice).not.toHaveProperty('claim');
  });

  test('is possible after the hold: the hold was answered', () => {
    const late = after(held.holdUntil, minutes(5));
    const listened = following(unknown, late, listen());
    expect(decide(listened, release(again), after(late, minutes(1)))).toMatchObject({ kind: 'moved' });
  });

  test('and taken back is unknown again, with the first answer and claim', () => {
    const back = following(twice, soon, undo);
    expect(back).toMatchObject({ state: 'unknown', answer, claim: unknown.claim, outcome: unknown.outcome });
    expect(back).not.toHaveProperty('earlierAttempt');
    expect(decide(back, release(again), soon)).toMatchObject({ code: 'not-listened' });
  });
});
