import { expect, test } from '@jest/globals';
import type { ContactId } from '../../../core/household/ids.ts';
import { after, hours } from '../../../core/household/instant.ts';
import { listPastMessages } from '../../../core/message/list-past-messages.ts';
import { without } from '../../../core/household/without.ts';
import {
  aDiscardedMessage,
  aFailedMessage,
  aHeldMessage,
  aReleasedMessage,
  aRenderingMessage,
  noon,
} from '../../support/builders/builders.ts';

test('a message that waits counts as expired once its time is over', () => {
  const held = aHeldMessage();
  const stateAt = (now: typeof noon) => listPastMessages([held], now)[0]?.state;
  expect(stateAt(held.heldAt)).toBe('held');
  expect(stateAt(held.holdUntil)).toBe('expired');
});

test('a message that waits to be rendered counts as expired once its time is over', () => {
  const rendering = aRenderingMessage();
  expect(listPastMessages([rendering], rendering.holdUntil)[0]?.state).toBe('expired');
});

test('a message that failed after an attempt that may have arrived counts as unknown', () => {
  const failed = [aFailedMessage(), aFailedMessage({ mayHaveArrived: true })];
  expect(listPastMessages(failed, noon).map(({ state }) => state)).toEqual(['failed', 'unknown']);
});

test('a message that was discarded by voice counts for the contact that it was held for', () => {
  const discarded = without(aDiscardedMessage(), 'answer');
  expect(listPastMessages([discarded], noon)).toMatchObject([
    { contact: discarded.contact, state: 'discarded' },
  ]);
});

test('a released message counts for the contact of its release', () => {
  const released = { ...aReleasedMessage(), contact: 'held-for-another' as ContactId };
  expect(listPastMessages([released], after(noon, hours(1)))).toEqual([
    { contact: released.answer.statement.contact, heldAt: released.heldAt, state: 'released' },
  ]);
});
