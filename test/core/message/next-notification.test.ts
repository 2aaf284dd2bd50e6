import { describe, expect, test } from '@jest/globals';
import { after, hours, minutes, seconds } from '../../../core/household/instant.ts';
import type { Command } from '../../../core/message/command.ts';
import { decide } from '../../../core/message/decide.ts';
import type { NotificationReason, Message, NotificationRecord } from '../../../core/message/message.ts';
import type { NotTakenOutcome } from '../../../core/message/outcome.ts';
import { dueAt, nextWork } from '../../../core/message/next-work.ts';
import {
  aDeliveredMessage,
  aDiscardedMessage,
  aFailedMessage,
  aHeldMessage,
  aPhoneId,
  aReleasedMessage,
  aRenderingMessage,
  anUnknownMessage,
  aVerifiedRelease,
  noon,
} from '../../support/builders/builders.ts';

const [ben, eva] = [aPhoneId('ben'), aPhoneId('eva')];
const soon = after(noon, minutes(1));
const reached = (reason: NotificationReason): NotificationRecord => ({ reason, reached: [ben], attempts: 1 });
const lost = (reason: NotificationReason): NotificationRecord => ({
  reason,
  reached: [],
  attempts: 1,
  retryAt: soon,
});

const notify = (
  reason: NotificationReason,
  more: Partial<Extract<Command, { do: 'notify' }>> = {},
): Command => ({
  do: 'notify',
  reason,
  reached: [ben],
  ...more,
});

function afterCommands(message: Message, ...commands: Command[]): Message {
  return commands.reduce((current, command) => {
    const decision = decide(current, command, soon);
    if (decision.kind !== 'moved') throw new Error(`It led to ${decision.kind}.`);
    return decision.message;
  }, message);
}

describe('a notification record', () => {
  test('a notification is recorded beside the state and adds nothing to the history', () => {
    const held = aHeldMessage({ notifications: [] });
    const after = afterCommands(held, notify('waiting'));
    expect(after).toEqual({ ...held, notifications: [reached('waiting')] });
  });

  test('a notification record grows by the phones that are reached later, each named once', () => {
    const message = afterCommands(
      aHeldMessage({ notifications: [] }),
      notify('waiting', { retryAt: soon }),
      notify('waiting', { reached: [ben, eva] }),
    );
    expect(message.notifications).toEqual([{ reason: 'waiting', reached: [ben, eva], attempts: 2 }]);
  });

  test('a notification for one reason is over without ending that for another', () => {
    const message = afterCommands(
      aHeldMessage({ notifications: [reached('waiting')] }),
      notify('reminder'),
      notify('answered', { retryAt: soon }),
      notify('answered'),
    );
    expect(message.notifications).toEqual([
      reached('waiting'),
      reached('reminder'),
      { ...reached('answered'), attempts: 2 },
    ]);
  });

  test('a notification without a next try is over, and recording more changes nothing', () => {
    const message = aHeldMessage({ notifications: [reached('waiting')] });
    expect(decide(message, notify('waiting', { reached: [eva] }), soon)).toEqual({
      kind: 'unchanged',
      message,
    });
  });
});

describe('the next notification', () => {
  const inTenMinutes = after(aHeldMessage().holdUntil, -minutes(10));

  test.each<[string, Message, number, string]>([
    ['a message that is held', aHeldMessage({ notifications: [] }), noon, 'waiting'],
    ['a message that is rendering', aRenderingMessage({ notifications: [] }), noon, 'none'],
    [
      'a held message of which phones were notified',
      aHeldMessage({ notifications: [reached('waiting')] }),
      soon,
      'none',
    ],
    [
      'a held message ten minutes before its end',
      aHeldMessage({ notifications: [reached('waiting')] }),
      inTenMinutes,
      'reminder',
    ],
    [
      'a held message before a lost push is tried again',
      aHeldMessage({ notifications: [lost('waiting')] }),
      noon,
      'none',
    ],
    [
      'a held message when a lost push is tried again',
      aHeldMessage({ notifications: [lost('waiting')] }),
      soon,
      'waiting',
    ],
    [
      'a discarded message that phones show',
      aDiscardedMessage({ notifications: [reached('waiting')], erasedAt: noon }),
      soon,
      'answered',
    ],
    [
      'a discarded message that no phone shows',
      aDiscardedMessage({ notifications: [], erasedAt: noon }),
      soon,
      'none',
    ],
    [
      'a discarded message of which no phone could be notified',
      aDiscardedMessage({ notifications: [{ ...reached('waiting'), reached: [] }], erasedAt: noon }),
      soon,
      'none',
    ],
    [
      'a delivered message that phones knew only as failing',
      aDeliveredMessage({ notifications: [reached('trouble')] }),
      soon,
      'none',
    ],
    [
      'a message with a hold of half an hour, five minutes before its end',
      aHeldMessage({ notifications: [reached('waiting')], holdUntil: after(noon, minutes(30)) }),
      after(noon, minutes(25)),
      'reminder',
    ],
    [
      'a message with a hold of half an hour, earlier than that',
      aHeldMessage({ notifications: [reached('waiting')], holdUntil: after(noon, minutes(30)) }),
      after(noon, minutes(25) - 1),
      'none',
    ],
    [
      'a message with a hold of a day, earlier than ten minutes before its end',
      aHeldMessage({ notifications: [reached('waiting')], holdUntil: after(noon, hours(24)) }),
      after(noon, hours(24) - minutes(10) - 1),
      'none',
    ],
    ['a failed message', aFailedMessage({ notifications: [] }), soon, 'trouble'],
    ['an unknown message', anUnknownMessage({ notifications: [] }), soon, 'trouble'],
    ['a delivered message that no phone shows', aDeliveredMessage({ notifications: [] }), soon, 'none'],
  ])('the reason of the next notification is found for %s', (_, message, now, reason) => {
    const work = nextWork(message, now as typeof noon);
    expect(work.due === 'notify' ? work.reason : 'none').toBe(reason);
  });

  test('a notification comes after all other work, so that it delays no delivery', () => {
    const released = aReleasedMessage({ notifications: [reached('waiting')] });
    expect(nextWork(released, soon).due).toBe('deliver');
    expect(nextWork({ ...released, retryAt: after(soon, seconds(5)) }, soon).due).toBe('notify');
  });

  test('the courier waits for the next notification if nothing else is due earlier', () => {
    expect(dueAt(aHeldMessage({ notifications: [lost('waiting')] }), noon)).toBe(soon);
    expect(dueAt(aHeldMessage({ notifications: [reached('waiting')] }), noon)).toBe(inTenMinutes);
  });

  test('the courier does not wait for a notification beyond what is due earlier', () => {
    const late = { ...lost('waiting'), retryAt: after(noon, hours(2)) };
    const held = aHeldMessage({ notifications: [late] });
    expect(dueAt(held, noon)).toBe(held.holdUntil);
  });
});

describe('a delivery that is delayed', () => {
  const notTaken = (code: NotTakenOutcome['code'], attempts: number): Message => {
    const outcome = { code, service: 'mail-server', cause: 'x' } as NotTakenOutcome;
    return aReleasedMessage({
      attempts,
      retryAt: after(noon, hours(1)),
      history: [
        { at: noon, event: 'released', by: ben },
        { at: noon, event: 'not-taken', outcome },
      ],
    });
  };
  const isNotified = (message: Message) => nextWork(message, noon).due === 'notify';

  test.each([
    'login-refused',
    'access-refused',
    'sender-not-verified',
    'sending-paused',
    'server-not-found',
    'no-secure-connection',
    'outbox-failed',
    'not-set-up',
  ] as const)('phones are notified at the first attempt that ends as %s, which somebody must mend', code => {
    expect(nextWork(notTaken(code, 1), noon)).toMatchObject({ due: 'notify', reason: 'delayed' });
  });

  test.each(['try-later', 'timed-out', 'not-reached', 'begun-too-late', 'interrupted'] as const)(
    'phones are notified of attempts that end as %s, which may pass by itself, after the third',
    code => {
      expect([1, 2, 3].map(attempts => isNotified(notTaken(code, attempts)))).toEqual([false, false, true]);
    },
  );

  test('phones are notified of a delay once for each release', () => {
    const delayed = { ...notTaken('login-refused', 1), notifications: [reached('delayed')] };
    expect(isNotified(delayed)).toBe(false);
    const releasedAgain = afterCommands(
      anUnknownMessage({
        notifications: [reached('delayed')],
        listening: [
          {
            phone: ben,
            nonce: 'nonce-2',
            at: after(noon, -hours(1)),
            recording: anUnknownMessage().recording.digest,
          },
        ],
      }),
      {
        do: 'release',
        required: 'listen',
        undo: 0,
        approval: {
          ...aVerifiedRelease(aHeldMessage(), { jws: 'release-2', statement: { nonce: 'nonce-2' } }),
          phone: ben,
        },
      },
    );
    expect(releasedAgain.notifications).toEqual([]);
  });

  test('phones that showed a delayed message are still notified of its answer', () => {
    const notifications = [reached('waiting'), reached('delayed')];
    expect(nextWork({ ...notTaken('login-refused', 1), notifications }, noon)).toMatchObject({
      due: 'notify',
      reason: 'answered',
    });
  });

  test('a released message whose attempts have not begun is not delayed', () => {
    expect(isNotified(aReleasedMessage({ retryAt: soon }))).toBe(false);
  });
});
