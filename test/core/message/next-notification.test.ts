import { describe, expect, test } from '@jest/globals';
import { after, minutes, seconds } from '../../../core/household/instant.ts';
import type { Command } from '../../../core/message/command.ts';
import { decide } from '../../../core/message/decide.ts';
import type { About, Message, Told } from '../../../core/message/message.ts';
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
const reached = (about: About): Told => ({ about, reached: [ben], attempts: 1 });
const lost = (about: About): Told => ({ about, reached: [], attempts: 1, retryAt: soon });

const tell = (about: About, more: Partial<Extract<Command, { do: 'tell' }>> = {}): Command => ({
  do: 'tell',
  about,
  reached: [ben],
  ...more,
});

function told(message: Message, ...commands: Command[]): Message {
  return commands.reduce((current, command) => {
    const decision = decide(current, command, soon);
    if (decision.kind !== 'moved') throw new Error(`It led to ${decision.kind}.`);
    return decision.message;
  }, message);
}

describe('what phones were told', () => {
  test('is kept beside the state, and adds nothing to the history', () => {
    const held = aHeldMessage({ told: [] });
    const after = told(held, tell('waiting'));
    expect(after).toEqual({ ...held, told: [reached('waiting')] });
  });

  test('grows by the phones that are reached later, each named once', () => {
    const message = told(
      aHeldMessage({ told: [] }),
      tell('waiting', { retryAt: soon }),
      tell('waiting', { reached: [ben, eva] }),
    );
    expect(message.told).toEqual([{ about: 'waiting', reached: [ben, eva], attempts: 2 }]);
  });

  test('is over once nobody is to be tried again: more changes nothing', () => {
    const message = aHeldMessage({ told: [reached('waiting')] });
    expect(decide(message, tell('waiting', { reached: [eva] }), soon)).toEqual({
      kind: 'unchanged',
      message,
    });
  });
});

describe('what there is to tell', () => {
  const inTenMinutes = after(aHeldMessage().holdUntil, -minutes(10));

  test.each<[string, Message, number, string]>([
    ['that a message waits, once it is held', aHeldMessage({ told: [] }), noon, 'waiting'],
    ['nothing while it has no voice', aRenderingMessage({ told: [] }), noon, 'none'],
    ['nothing between that and the reminder', aHeldMessage({ told: [reached('waiting')] }), soon, 'none'],
    [
      'once more, ten minutes before its end',
      aHeldMessage({ told: [reached('waiting')] }),
      inTenMinutes,
      'reminder',
    ],
    ['nothing before a lost push is tried again', aHeldMessage({ told: [lost('waiting')] }), noon, 'none'],
    ['the same again, after a push was lost', aHeldMessage({ told: [lost('waiting')] }), soon, 'waiting'],
    [
      'that it was answered, where it was shown',
      aDiscardedMessage({ told: [reached('waiting')], erasedAt: noon }),
      soon,
      'answered',
    ],
    [
      'nothing of an answer where it never was',
      aDiscardedMessage({ told: [], erasedAt: noon }),
      soon,
      'none',
    ],
    ['that it failed', aFailedMessage({ told: [] }), soon, 'trouble'],
    ['that it may not have arrived', anUnknownMessage({ told: [] }), soon, 'trouble'],
    ['nothing of a delivery that nobody was told to wait for', aDeliveredMessage({ told: [] }), soon, 'none'],
  ])('%s', (_, message, now, about) => {
    const work = nextWork(message, now as typeof noon);
    expect(work.due === 'tell' ? work.about : 'none').toBe(about);
  });

  test('comes after what moves the message: nothing holds a delivery up', () => {
    const released = aReleasedMessage({ told: [reached('waiting')] });
    expect(nextWork(released, soon).due).toBe('deliver');
    expect(nextWork({ ...released, retryAt: after(soon, seconds(5)) }, soon).due).toBe('tell');
  });

  test('is waited for, where nothing else comes earlier', () => {
    expect(dueAt(aHeldMessage({ told: [lost('waiting')] }), noon)).toBe(soon);
    expect(dueAt(aHeldMessage({ told: [reached('waiting')] }), noon)).toBe(inTenMinutes);
  });
});
