import { describe, expect, test } from '@jest/globals';
import { addressDigest } from '../../../core/household/contact.ts';
import { after, minutes, seconds } from '../../../core/household/instant.ts';
import type { Command } from '../../../core/message/command.ts';
import { decide } from '../../../core/message/decide.ts';
import type { AttemptResult } from '../../../core/message/outcome.ts';
import type { Message } from '../../../core/message/message.ts';
import {
  aClaim,
  anAttempt,
  aReleasedMessage,
  aSendingMessage,
  anUnknownMessage,
  aVerifiedRelease,
  aHeldMessage,
  noon,
} from '../../support/builders/builders.ts';

const soon = after(noon, minutes(1));
const later = after(noon, minutes(5));

const anna = addressDigest({ channel: 'email', address: 'anna@example.org' });

const report = (result: AttemptResult, claim = 'claim-1', others = false): Command => ({
  do: 'report',
  claim,
  to: anna,
  others,
  attempt: anAttempt(result),
  retryAt: later,
});

/** An earlier attempt that may have arrived. */
const unknown = anUnknownMessage({ claim: aClaim({ id: 'claim-0' }) });
const earlierAttempt = { claim: unknown.claim, outcome: unknown.outcome, answer: unknown.answer };
const secondAnswer = { ...aVerifiedRelease(aHeldMessage(), { jws: 'release-2' }), at: soon };

describe('a claim', () => {
  test('a claim is kept with the message, and the pause ends', () => {
    const released = aReleasedMessage({ attempts: 1, retryAt: noon });
    const decision = decide(released, { do: 'claim', claim: aClaim() }, soon);
    expect(decision).toMatchObject({ message: { state: 'sending', claim: aClaim(), attempts: 1 } });
    expect(decision).not.toHaveProperty('message.retryAt');
  });

  test('a claim is refused from sendBy on', () => {
    const released = aReleasedMessage();
    expect(decide(released, { do: 'claim', claim: aClaim() }, after(released.sendBy, -1))).toMatchObject({
      kind: 'moved',
    });
    expect(decide(released, { do: 'claim', claim: aClaim() }, released.sendBy)).toEqual({
      kind: 'refused',
      code: 'send-by-passed',
    });
  });
});

describe('a report', () => {
  test.each(['taken', 'refused', 'not-taken', 'unclear'] as const)(
    'a report of another claim is refused (%s)',
    result => {
      const refused = { kind: 'refused', code: 'not-claimed' };
      expect(decide(aSendingMessage(), report(result, 'claim-2'), soon)).toEqual(refused);
      expect(decide(anUnknownMessage(), report(result, 'claim-2'), soon)).toEqual(refused);
    },
  );

  test("a message that was taken is delivered, with the service's reply", () => {
    const decision = decide(aSendingMessage(), report('taken'), soon);
    expect(decision).toMatchObject({
      message: {
        state: 'delivered',
        endedAt: soon,
        outcome: anAttempt('taken').outcome,
      },
    });
    expect(decision).not.toHaveProperty('message.claim');
  });

  test('a message that was not taken waits for the next attempt, without its claim', () => {
    const decision = decide(aSendingMessage({ attempts: 2 }), report('not-taken'), soon);
    expect(decision).toMatchObject({ message: { state: 'released', attempts: 3, retryAt: later } });
    expect(decision).not.toHaveProperty('message.claim');
  });

  test('an unclear attempt leaves the message unknown and keeps the claim, so that a late report is recognised', () => {
    expect(decide(aSendingMessage(), report('unclear'), soon)).toMatchObject({
      message: { state: 'unknown', claim: aClaim(), endedAt: soon },
    });
  });

  test('a late report that the same claim was taken makes an unknown message delivered', () => {
    expect(decide(anUnknownMessage(), report('taken'), soon)).toMatchObject({
      message: { state: 'delivered', endedAt: soon },
    });
  });

  test.each(['refused', 'not-taken', 'unclear'] as const)(
    'a late report of %s leaves the message unknown',
    result => {
      expect(decide(anUnknownMessage(), report(result), soon)).toEqual({
        kind: 'refused',
        code: 'not-claimed',
      });
    },
  );
});

describe('a lost claim', () => {
  test('a message whose claim is lost is unknown, as claim-lost', () => {
    const decision = decide(aSendingMessage(), { do: 'lose-claim' }, soon);
    expect(decision).toMatchObject({
      message: { state: 'unknown', endedAt: soon, claim: aClaim(), outcome: { code: 'claim-lost' } },
    });
  });

  const notBegun = (attempts: number) =>
    decide(aSendingMessage({ claim: aClaim({ begun: false }), attempts }), { do: 'lose-claim' }, soon);

  test('a message that has not begun to leave is sent again at once after its first claim is lost', () => {
    const decision = notBegun(0);
    expect(decision).toMatchObject({
      message: {
        state: 'released',
        attempts: 1,
        retryAt: soon,
        history: [{ event: 'held' }, { event: 'not-taken', outcome: { code: 'interrupted' } }],
      },
    });
    expect(decision).not.toHaveProperty('message.claim');
  });

  test.each([
    [1, seconds(30)],
    [2, seconds(60)],
    [20, minutes(60)],
  ])('after %p attempts a message that has not begun to leave waits %p ms', (attempts, pause) => {
    expect(notBegun(attempts)).toMatchObject({
      message: { state: 'released', attempts: attempts + 1, retryAt: after(soon, pause) },
    });
  });
});

describe('the beginning of an attempt', () => {
  const claimed = aSendingMessage({ claim: aClaim({ begun: false }) });

  test('a claim begins, and nothing else of the message changes', () => {
    expect(decide(claimed, { do: 'begin', claim: 'claim-1' }, soon)).toEqual({
      kind: 'moved',
      message: { ...claimed, claim: aClaim() },
    });
  });

  test.each<[string, Message, string]>([
    ['another claim', claimed, 'claim-2'],
    ['a claim that was lost', aReleasedMessage(), 'claim-1'],
    ['a claim that ended unknown', anUnknownMessage(), 'claim-1'],
  ])('an attempt under %s does not begin', (_, message, claim) => {
    expect(decide(message, { do: 'begin', claim }, soon)).toEqual({ kind: 'refused', code: 'not-claimed' });
  });
});

describe('after an earlier attempt that may have arrived', () => {
  const released = aReleasedMessage({ answer: secondAnswer, earlierAttempt });
  const sending = aSendingMessage({ answer: secondAnswer, earlierAttempt });

  test('a failure after an earlier attempt that may have arrived says so', () => {
    for (const decision of [
      decide(released, { do: 'give-up' }, released.sendBy),
      decide(released, { do: 'refuse-release', outcome: { code: 'unknown-phone' } }, soon),
      decide(sending, report('refused'), soon),
    ]) {
      expect(decision).toMatchObject({ message: { state: 'failed', mayHaveArrived: true } });
      const { history } = (decision as { message: Message }).message;
      expect(history.at(-1)).toMatchObject({ event: 'failed', mayHaveArrived: true });
      expect(decision).not.toHaveProperty('message.earlierAttempt');
    }
  });

  test('a failure without an earlier attempt says nothing of one, and keeps no claim', () => {
    const decision = decide(aSendingMessage(), report('refused'), soon);
    for (const left of ['mayHaveArrived', 'claim']) expect(decision).not.toHaveProperty(`message.${left}`);
  });

  test('a message that was not taken keeps its earlier attempt for the next one', () => {
    expect(decide(sending, report('not-taken'), soon)).toMatchObject({
      message: { state: 'released', earlierAttempt },
    });
  });

  test('a delivered message keeps no earlier attempt', () => {
    expect(decide(sending, report('taken'), soon)).not.toHaveProperty('message.earlierAttempt');
  });

  test.each(['refused', 'not-taken', 'unclear'] as const)(
    'a late report of %s about the earlier attempt leaves the second release as it is',
    result => {
      const refused = { kind: 'refused', code: 'not-claimed' };
      expect(decide(released, report(result, 'claim-0'), soon)).toEqual(refused);
    },
  );

  test('a late report about the earlier attempt is refused while the next attempt is under way', () => {
    const refused = { kind: 'refused', code: 'not-claimed' };
    expect(decide(sending, report('taken', 'claim-0'), soon)).toEqual(refused);
  });

  test('a second attempt that is unclear takes the place of the earlier one', () => {
    const decision = decide(sending, report('unclear'), soon);
    expect(decision).toMatchObject({ message: { state: 'unknown', claim: aClaim() } });
    expect(decision).not.toHaveProperty('message.earlierAttempt');
  });

  test('a late report that the earlier attempt was taken ends the message before it is sent twice', () => {
    const decision = decide({ ...released, retryAt: later }, report('taken', 'claim-0'), soon);
    expect(decision).toMatchObject({
      message: { state: 'delivered', endedAt: soon, answer: { jws: 'release-1' } },
    });
    for (const left of ['earlierAttempt', 'retryAt', 'claim'])
      expect(decision).not.toHaveProperty(`message.${left}`);
  });
});

describe('giving up', () => {
  test('giving up is refused before sendBy and leaves the message failed from then on', () => {
    const released = aReleasedMessage({ retryAt: later });
    expect(decide(released, { do: 'give-up' }, after(released.sendBy, -1))).toEqual({
      kind: 'refused',
      code: 'not-over',
    });
    const decision = decide(released, { do: 'give-up' }, released.sendBy);
    expect(decision).toMatchObject({ message: { state: 'failed', outcome: { code: 'gave-up' } } });
    expect(decision).not.toHaveProperty('message.retryAt');
  });
});
