import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Message } from '../../../core/message/message.ts';
import { eraseLeftovers } from '../../../services/storage/erase-leftovers.ts';
import { aHouse, type House, holding } from '../../support/builders/a-household.ts';
import { aHousehold, aMessageId } from '../../support/builders/builders.ts';

let house: House;
let held: Message;
beforeEach(async () => {
  house = await aHouse();
  held = await holding(house);
});

const owner = () => ({ household: held.household, message: held.id });
const look = (of = owner()) => eraseLeftovers(house.documents, house.recordings, of, house.clock.now());
const become = (change: object) =>
  house.documents.tamper(held.household, 'message', held.id, message => ({ ...message, ...change }));

describe('leftovers', () => {
  test('the content of a held message is not erased as leftovers', async () => {
    expect(await look()).toBe(true);
    expect(house.recordings.keptOf(owner())).not.toEqual([]);
  });

  test('content without a message is erased', async () => {
    const nobody = { household: aHousehold(), message: aMessageId('01JNOBODY') };
    await house.recordings.put(nobody, new TextEncoder().encode('words without a document'));
    expect(await look(nobody)).toBe(false);
    expect(house.recordings.keptOf(nobody)).toEqual([]);
  });

  test('content that was put after the message’s content was erased is erased', async () => {
    become({ state: 'discarded', endedAt: house.clock.now(), erasedAt: house.clock.now() });
    await look();
    expect(house.recordings.keptOf(owner())).toEqual([]);
  });

  test('content that was put before the erasing is recorded is erased', async () => {
    become({ state: 'discarded', endedAt: house.clock.now() });
    await look();
    expect(house.recordings.keptOf(owner())).toEqual([]);
  });
});
