import { describe, expect, test } from '@jest/globals';
import { after, seconds } from '../../../core/household/instant.ts';
import { type Message, undoUntilOf } from '../../../core/message/message.ts';
import {
  aDiscardedMessage,
  aFailedMessage,
  aHeldMessage,
  aReleasedMessage,
  aSendingMessage,
  noon,
} from '../../support/builders/builders.ts';

const soon = after(noon, seconds(10));

describe('until when an answer can be taken back', () => {
  test.each<[string, Message]>([
    ['a discard', aDiscardedMessage({ undoUntil: soon })],
    ['a release before the first attempt', aReleasedMessage({ attempts: 0, retryAt: soon })],
  ])('%s can be taken back until its time', (_, message) => {
    expect(undoUntilOf(message)).toBe(soon);
  });

  test.each<[string, Message]>([
    ['a discard without a time', aDiscardedMessage()],
    ['a release without a time', aReleasedMessage({ attempts: 0 })],
    ['a release after an attempt', aReleasedMessage({ attempts: 1, retryAt: soon })],
    ['a message that is being sent', aSendingMessage({ attempts: 0, retryAt: soon })],
    ['a message that failed', aFailedMessage({ attempts: 0, retryAt: soon })],
    ['a message that waits for its answer', aHeldMessage({ attempts: 0, retryAt: soon })],
  ])('%s cannot be taken back', (_, message) => {
    expect(undoUntilOf(message)).toBeUndefined();
  });
});
