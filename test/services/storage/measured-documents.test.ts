import { beforeEach, describe, expect, test } from '@jest/globals';
import { after, seconds } from '../../../core/household/instant.ts';
import type { Message } from '../../../core/message/message.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { measuredDocuments } from '../../../services/storage/measured-documents.ts';
import {
  aDeliveredMessage,
  aDiscardedMessage,
  aFailedMessage,
  aHeldMessage,
  aHouseholdId,
  aMessageId,
  anExpiredMessage,
  anUnknownMessage,
  aReleasedMessage,
  aRenderingMessage,
  aSendingMessage,
  noon,
} from '../../support/builders/builders.ts';
import { type MemoryDocuments, memoryDocuments } from '../../support/memory/memory-documents.ts';

let measured: string[];
let stored: MemoryDocuments;
let documents: Documents;
beforeEach(() => {
  measured = [];
  stored = memoryDocuments();
  const measure = ({ metric }: { metric: string }) => measured.push(metric);
  documents = measuredDocuments(stored, measure, () => after(noon, seconds(9)));
});

/** Stores one document after the other, each on the version that was just read. */
async function putInTurn(...states: Message[]): Promise<void> {
  for (const state of states) {
    const before = await documents.get(state.household, 'message', state.id);
    const version = before?.version ?? 0;
    expect(await documents.put({ ...state, version }, version)).toBe(true);
  }
}

describe('stored changes', () => {
  test('a change of a document that was just put is counted', async () => {
    await documents.put(aHeldMessage(), 0);
    await documents.put(aReleasedMessage(), 1);
    await documents.put(aSendingMessage(), 2);
    await documents.put(aDeliveredMessage(), 3);
    expect(measured).toEqual(['held', 'released', 'delivered', 'timeToDelivery']);
  });

  test.each([
    ['one hold of a new message', [aRenderingMessage()], ['held']],
    ['no second hold of a rendered message', [aRenderingMessage(), aHeldMessage()], ['held']],
    ['a release', [aHeldMessage(), aReleasedMessage()], ['held', 'released']],
    [
      'a delivery and its duration',
      [aHeldMessage(), aReleasedMessage(), aSendingMessage(), aDeliveredMessage()],
      ['held', 'released', 'delivered', 'timeToDelivery'],
    ],
    [
      'no second release after a failed attempt',
      [aHeldMessage(), aReleasedMessage(), aSendingMessage(), aReleasedMessage()],
      ['held', 'released'],
    ],
    ['a discard', [aHeldMessage(), aDiscardedMessage()], ['held', 'discarded']],
    ['an expiry', [aHeldMessage(), anExpiredMessage()], ['held', 'expired']],
    ['a failure', [aRenderingMessage(), aFailedMessage()], ['held', 'failed']],
    [
      'an unknown outcome',
      [aHeldMessage(), aReleasedMessage(), aSendingMessage(), anUnknownMessage()],
      ['held', 'released', 'unknown'],
    ],
  ] as [string, Message[], string[]][])('the metrics count %s', async (_what, states, expected) => {
    await putInTurn(...states);
    expect(measured).toEqual(expected);
  });

  test('the time until the first phone is reached is measured once', async () => {
    const told = { reason: 'waiting' as const, reached: ['phone-1' as never], attempts: 1 };
    await putInTurn(
      aHeldMessage({ notifications: [] }),
      aHeldMessage({ notifications: [told] }),
      aHeldMessage({ notifications: [{ ...told, attempts: 2 }] }),
    );
    expect(measured).toEqual(['held', 'timeToPush']);
  });
});

const { household, id } = aHeldMessage();
const read = (more: { household?: typeof household; id?: typeof id } = {}) =>
  documents.get(more.household ?? household, 'message', more.id ?? id);

test('the stored one of two changes on the same version is counted', async () => {
  await documents.put(aHeldMessage(), 0);
  measured.length = 0;
  await Promise.all([read(), read()]);
  expect(await documents.put(aReleasedMessage(), 1)).toBe(true);
  expect(await documents.put(aDiscardedMessage(), 1)).toBe(false);
  expect(measured).toEqual(['released']);
});

test('a lost race of a new message is not counted', async () => {
  expect(await documents.put(aHeldMessage(), 0)).toBe(true);
  expect(await documents.put(aHeldMessage(), 0)).toBe(false);
  expect(measured).toEqual(['held']);
});

test('a change of a message that was never read is not counted as new', async () => {
  stored.plant(aHeldMessage({ version: 1 }));
  expect(await documents.put(aHeldMessage(), 1)).toBe(true);
  expect(measured).toEqual([]);
});

test('messages with the same id in two households are counted separately', async () => {
  const other = aHouseholdId('other');
  stored.plant(aHeldMessage({ version: 1 }));
  stored.plant(aReleasedMessage({ household: other, version: 1 }));
  await read();
  await read({ household: other });
  await documents.put(aReleasedMessage(), 1);
  expect(measured).toEqual(['released']);
});

test('a change is counted although many messages are read before it', async () => {
  for (let i = 0; i <= 1_000; i += 1) stored.plant(aHeldMessage({ id: aMessageId(`m${i}`), version: 1 }));
  for (let i = 0; i < 1_000; i += 1) await read({ id: aMessageId(`m${i}`) });
  await read({ id: aMessageId('m1000') });
  await documents.put(aReleasedMessage({ id: aMessageId('m999') }), 1);
  expect(measured).toEqual(['released']);
});

test('a change is counted although lists and overviews show many messages before it', async () => {
  for (let i = 0; i <= 1_000; i += 1) stored.plant(aHeldMessage({ id: aMessageId(`m${i}`), version: 1 }));
  await read({ id: aMessageId('m0') });
  expect(await documents.list(household, 'message')).toHaveLength(1_001);
  expect((await documents.overview(household, { messages: 1_001 })).messages).toHaveLength(1_001);
  await documents.put(aReleasedMessage({ id: aMessageId('m0') }), 1);
  expect(measured).toEqual(['released']);
});

test('a change is counted although an older read of its message ends late', async () => {
  stored.plant(aHeldMessage({ version: 1 }));
  let comesIn = (): void => undefined;
  const late = new Promise<void>(resolve => (comesIn = resolve));
  const slow: Documents = {
    ...stored,
    async get(...asked) {
      const found = await stored.get(...asked);
      if (found?.version === 1) await late;
      return found;
    },
  };
  documents = measuredDocuments(
    slow,
    ({ metric }) => measured.push(metric),
    () => noon,
  );
  const older = read();
  await stored.put(aHeldMessage(), 1);
  await read();
  comesIn();
  await older;
  await documents.put(aReleasedMessage(), 2);
  expect(measured).toEqual(['released']);
});
