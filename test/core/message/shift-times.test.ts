import { describe, expect, test } from '@jest/globals';
import { after, hours, minutes } from '../../../core/household/instant.ts';
import { shiftTimes } from '../../../core/message/shift-times.ts';
import { aHeardMessage, aPhoneId, aRenderingMessage, noon } from '../../support/builders/builders.ts';

const ben = aPhoneId('ben');
const retryAt = after(noon, minutes(5));
const message = aHeardMessage(ben, 'nonce-1', {
  notifications: [
    { reason: 'waiting', reached: [], attempts: 1, retryAt },
    { reason: 'reminder', reached: [ben], attempts: 1 },
  ],
});

describe('a message whose times are moved', () => {
  test.each([hours(3), -hours(3)])('each time of a waiting message moves by %d ms, and nothing else', by => {
    expect(shiftTimes(message, by)).toEqual({
      ...message,
      heldAt: after(message.heldAt, by),
      holdUntil: after(message.holdUntil, by),
      sendBy: after(message.sendBy, by),
      listening: [{ ...message.listening[0], at: after(noon, by) }],
      notifications: [
        { ...message.notifications[0], retryAt: after(retryAt, by) },
        { reason: 'reminder', reached: [ben], attempts: 1 },
      ],
      history: message.history.map(entry => ({ ...entry, at: after(entry.at, by) })),
    });
    expect(message.history).not.toEqual([]);
  });

  test('the next try of a rendering moves, too', () => {
    const rendering = { ...aRenderingMessage(), retryAt };
    expect(shiftTimes(rendering, minutes(1)).retryAt).toBe(after(retryAt, minutes(1)));
  });

  test('a message without a next try gets none', () => {
    expect(shiftTimes(aRenderingMessage(), minutes(1))).not.toHaveProperty('retryAt');
  });

  test('no time becomes negative', () => {
    const { heldAt, sendBy } = shiftTimes(message, -(message.heldAt + 1));
    expect([heldAt, sendBy]).toEqual([0, message.sendBy - message.heldAt - 1]);
  });
});
