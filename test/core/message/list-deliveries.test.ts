import { expect, test } from '@jest/globals';
import type { ContactId } from '../../../core/household/ids.ts';
import { after, hours } from '../../../core/household/instant.ts';
import { listDeliveries } from '../../../core/message/list-deliveries.ts';
import { aHeldMessage, aReleasedMessage, noon } from '../../support/builders/builders.ts';

test('a message that waits counts as expired once its time is over', () => {
  const held = aHeldMessage();
  const stateAt = (now: typeof noon) => listDeliveries([held], now)[0]?.state;
  expect(stateAt(held.heldAt)).toBe('held');
  expect(stateAt(held.holdUntil)).toBe('expired');
});

test('a released message counts for the contact of its release', () => {
  const released = { ...aReleasedMessage(), contact: 'held-for-another' as ContactId };
  expect(listDeliveries([released], after(noon, hours(1)))).toEqual([
    { contact: released.answer.statement.contact, heldAt: released.heldAt, state: 'released' },
  ]);
});
