import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Message } from '../../../core/message/message.ts';
import { eraseLeftovers } from '../../../services/storage/erase-leftovers.ts';
import { aHousehold, type TestHousehold, holding } from '../../support/builders/a-household.ts';
import { aHouseholdId, aMessageId } from '../../support/builders/builders.ts';

let household: TestHousehold;
let held: Message;
beforeEach(async () => {
  household = await aHousehold();
  held = await holding(household);
});

const key = () => ({ household: held.household, message: held.id });
const look = (of = key()) => eraseLeftovers(household, of, household.clock.now());
const become = (change: object) =>
  household.documents.tamper(held.household, 'message', held.id, message => ({ ...message, ...change }));

describe('leftovers', () => {
  test('the content of a held message is not erased as leftovers', async () => {
    expect(await look()).toBe(true);
    expect(household.recordings.keptOf(key())).not.toEqual([]);
  });

  test('content without a message is erased', async () => {
    const nobody = { household: aHouseholdId(), message: aMessageId('01JNOBODY') };
    await household.recordings.put(nobody, new TextEncoder().encode('words without a document'));
    expect(await look(nobody)).toBe(false);
    expect(household.recordings.keptOf(nobody)).toEqual([]);
  });

  test('content that was put after the message’s content was erased is erased', async () => {
    become({ state: 'discarded', endedAt: household.clock.now(), erasedAt: household.clock.now() });
    await look();
    expect(household.recordings.keptOf(key())).toEqual([]);
  });

  test('content that was put before the erasing is recorded is erased', async () => {
    become({ state: 'discarded', endedAt: household.clock.now() });
    await look();
    expect(household.recordings.keptOf(key())).toEqual([]);
  });
});
