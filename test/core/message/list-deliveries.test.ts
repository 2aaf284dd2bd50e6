import { expect, test } from '@jest/globals';
import type { ContactId } from '../../../core/household/ids.ts';
import { after, hours } from '../../../core/household/instant.ts';
import { listDeliveries } from '../../../core/message/list-deliveries.ts';
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
  const stateAt = (now: typeof noon) => listDeliveries([held], now)[0]?.state;
  expect(stateAt(held.heldAt)).toBe('held');
  expect(stateAt(held.holdUntil)).toBe('expired');
});

test('a message that waits to be rendered counts as expired once its time is over', () => {
  const rendering = aRenderingMessage();
  expect(listDeliveries([rendering], rendering.holdUntil)[0]?.state).toBe('expired');
});

test('a message that failed after an attempt that may have arrived counts as unknown', () => {
  const failed = [aFailedMessage(), aFailedMessage({ mayHaveArrived: true })];
  expect(listDeliveries(failed, noon).map(({ state }) => state)).toEqual(['failed', 'unknown']);
});

test('a message that was discarded by voice counts for the contact that it was held for', () => {
  const discarded = without(aDiscardedMessage(), 'answer');
  expect(listDeliveries([discarded], noon)).toMatchObject([
    { contact: discarded.contact, state: 'discarded' },
  ]);
});

test('a released message counts for the contact of its release', () => {
  const released = { ...aReleasedMessage(), contact: 'held-for-another' as ContactId };
  expect(listDeliveries([released], after(noon, hours(1)))).toEqual([
    { contact: released.answer.statement.contact, heldAt: released.heldAt, state: 'released' },
  ]);
});
