import { describe, expect, test } from '@jest/globals';
import { after, minutes, seconds } from '../../../core/household/instant.ts';
import type { Command } from '../../../core/message/command.ts';
import { decide } from '../../../core/message/decide.ts';
import type { NotificationReason, Message, NotificationRecord } from '../../../core/message/message.ts';
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

describe('what phones were told', () => {
  test('is kept beside the state, and adds nothing to the history', () => {
    const held = aHeldMessage({ notifications: [] });
    const after = afterCommands(held, notify('waiting'));
    expect(after).toEqual({ ...held, notifications: [reached('waiting')] });
  });

  test('grows by the phones that are reached later, each named once', () => {
    const message = afterCommands(
      aHeldMessage({ notifications: [] }),
      notify('waiting', { retryAt: soon }),
      notify('waiting', { reached: [ben, eva] }),
    );
    expect(message.notifications).toEqual([{ reason: 'waiting', reached: [ben, eva], attempts: 2 }]);
  });

  test('is over once nobody is to be tried again: more changes nothing', () => {
    const message = aHeldMessage({ notifications: [reached('waiting')] });
    expect(decide(message, notify('waiting', { reached: [eva] }), soon)).toEqual({
      kind: 'unchanged',
      message,
    });
  });
});

describe('what there is to tell', () => {
  const inTenMinutes = after(aHeldMessage().holdUntil, -minutes(10));

  test.each<[string, Message, number, string]>([
    ['that a message waits, once it is held', aHeldMessage({ notifications: [] }), noon, 'waiting'],
    ['nothing while it has no voice', aRenderingMessage({ notifications: [] }), noon, 'none'],
    [
      'nothing between that and the reminder',
      aHeldMessage({ notifications: [reached('waiting')] }),
      soon,
      'none',
    ],
    [
      'once more, ten minutes before its end',
      aHeldMessage({ notifications: [reached('waiting')] }),
      inTenMinutes,
      'reminder',
    ],
    [
      'nothing before a lost push is tried again',
      aHeldMessage({ notifications: [lost('waiting')] }),
      noon,
      'none',
    ],
    [
      'the same again, after a push was lost',
      aHeldMessage({ notifications: [lost('waiting')] }),
      soon,
      'waiting',
    ],
    [
      'that it was answered, where it was shown',
      aDiscardedMessage({ notifications: [reached('waiting')], erasedAt: noon }),
      soon,
      'answered',
    ],
    [
      'nothing of an answer where it never was',
      aDiscardedMessage({ notifications: [], erasedAt: noon }),
      soon,
      'none',
    ],
    ['that it failed', aFailedMessage({ notifications: [] }), soon, 'trouble'],
    ['that it may not have arrived', anUnknownMessage({ notifications: [] }), soon, 'trouble'],
    [
      'nothing of a delivery that nobody was told to wait for',
      aDeliveredMessage({ notifications: [] }),
      soon,
      'none',
    ],
  ])('%s', (_, message, now, reason) => {
    const work = nextWork(message, now as typeof noon);
    expect(work.due === 'notify' ? work.reason : 'none').toBe(reason);
  });

  test('comes after what moves the message: nothing holds a delivery up', () => {
    const released = aReleasedMessage({ notifications: [reached('waiting')] });
    expect(nextWork(released, soon).due).toBe('deliver');
    expect(nextWork({ ...released, retryAt: after(soon, seconds(5)) }, soon).due).toBe('notify');
  });

  test('is waited for, where nothing else comes earlier', () => {
    expect(dueAt(aHeldMessage({ notifications: [lost('waiting')] }), noon)).toBe(soon);
    expect(dueAt(aHeldMessage({ notifications: [reached('waiting')] }), noon)).toBe(inTenMinutes);
  });
});
