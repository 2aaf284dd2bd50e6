import { describe, expect, test } from '@jest/globals';
import { loadHousehold } from '../../lambda/conversation/load-household.ts';
import { after, hours, minutes } from '../../lambda/household/instant.ts';
import type { ConversationId } from '../../lambda/household/ids.ts';
import {
  aHeldMessage,
  aHousehold,
  aMessageId,
  aReleasedMessage,
  aRoomId,
  aStory,
  noon,
} from '../support/builders.ts';
import { memoryDocuments } from '../support/memory-documents.ts';

const stoppedAt = (minute: number) => ({
  kind: 'stopped' as const,
  household: aHousehold(),
  id: `stopped-${minute}` as ConversationId,
  version: 0,
  at: after(noon, minutes(minute)),
  room: { id: aRoomId(), name: 'Echo 1' },
  why: 'unlikely' as const,
  story: aStory(minute),
});

describe('what a conversation learns of its household', () => {
  test('is what became of earlier messages, long after they were held', async () => {
    const documents = memoryDocuments();
    const released = aReleasedMessage({ id: aMessageId('01A') });
    await documents.put(released, 0);
    const { history, waiting } = await loadHousehold(documents, aHousehold(), after(noon, hours(100)));
    expect(history?.contacts.get(released.contact)).toEqual({ meant: 1, notMeant: 0 });
    expect(waiting).toEqual([]);
  });

  test('is the last stories, of messages and of stopped conversations, newest first', async () => {
    const documents = memoryDocuments();
    await documents.put(aHeldMessage({ id: aMessageId('01B'), story: aStory(0.5) }), 0);
    for (const minute of [5, 1]) await documents.put(stoppedAt(minute), 0);
    const { stories } = await loadHousehold(documents, aHousehold(), after(noon, minutes(6)));
    expect(stories?.map(({ at }) => at)).toEqual([after(noon, minutes(5)), after(noon, minutes(1)), noon]);
  });

  test('is nothing of another household', async () => {
    const documents = memoryDocuments();
    await documents.put(aReleasedMessage({ household: aHousehold('another') }), 0);
    const { history, stories } = await loadHousehold(documents, aHousehold(), noon);
    expect(history?.contacts.size).toBe(0);
    expect(stories).toEqual([]);
  });
});
