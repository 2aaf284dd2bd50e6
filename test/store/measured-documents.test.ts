import { beforeEach, describe, expect, test } from '@jest/globals';
import { after, seconds } from '../../lambda/household/instant.ts';
import type { Message } from '../../lambda/message/message.ts';
import type { Documents } from '../../lambda/store/documents.ts';
import { measuredDocuments } from '../../lambda/store/measured-documents.ts';
import {
  aDeliveredMessage,
  aDiscardedMessage,
  aFailedMessage,
  aHeldMessage,
  anExpiredMessage,
  anUnknownMessage,
  aReleasedMessage,
  aRenderingMessage,
  aSendingMessage,
  noon,
} from '../support/builders.ts';
import { memoryDocuments } from '../support/memory-documents.ts';

let measured: string[];
let documents: Documents;
beforeEach(() => {
  measured = [];
  const measure = ({ metric }: { metric: string }) => measured.push(metric);
  documents = measuredDocuments(memoryDocuments(), measure, () => after(noon, seconds(9)));
});

/** Stores one document after the other, each decided on the one before, as it was read. */
async function goes(...states: Message[]): Promise<void> {
  for (const state of states) {
    const before = await documents.get(state.household, 'message', state.id);
    const version = before?.version ?? 0;
    expect(await documents.put({ ...state, version }, version)).toBe(true);
  }
}

describe('Of the changes that are stored', () => {
  test.each([
    ['held', [aRenderingMessage()], ['held']],
    ['no second hold when it was rendered', [aRenderingMessage(), aHeldMessage()], ['held']],
    ['a release', [aHeldMessage(), aReleasedMessage()], ['held', 'released']],
    [
      'a delivery, and how long it took',
      [aHeldMessage(), aReleasedMessage(), aSendingMessage(), aDeliveredMessage()],
      ['held', 'released', 'delivered', 'timeToDelivery'],
    ],
    [
      'no second release when an attempt was not taken',
      [aHeldMessage(), aReleasedMessage(), aSendingMessage(), aReleasedMessage()],
      ['held', 'released'],
    ],
    ['a discard', [aHeldMessage(), aDiscardedMessage()], ['held', 'discarded']],
    ['an expiry', [aHeldMessage(), anExpiredMessage()], ['held', 'expired']],
    ['a failure', [aRenderingMessage(), aFailedMessage()], ['held', 'failed']],
    [
      'an unclear end',
      [aHeldMessage(), aReleasedMessage(), aSendingMessage(), anUnknownMessage()],
      ['held', 'released', 'unknown'],
    ],
  ] as [string, Message[], string[]][])('it counts %s', async (_what, states, expected) => {
    await goes(...states);
    expect(measured).toEqual(expected);
  });

  test('it counts the first phone that was reached, and how long that took, once', async () => {
    const told = { about: 'waiting' as const, reached: ['phone-1' as never], attempts: 1 };
    await goes(
      aHeldMessage({ told: [] }),
      aHeldMessage({ told: [told] }),
      aHeldMessage({ told: [{ ...told, attempts: 2 }] }),
    );
    expect(measured).toEqual(['held', 'timeToPush']);
  });
});

test('A change that lost its race is not counted', async () => {
  await goes(aHeldMessage(), aHeldMessage());
  const { household, id } = aHeldMessage();
  await documents.get(household, 'message', id);
  measured.length = 0;
  expect(await documents.put(aDiscardedMessage(), 1)).toBe(false);
  expect(measured).toEqual([]);
});
