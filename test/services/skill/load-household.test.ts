import { describe, expect, test } from '@jest/globals';
import { loadHousehold } from '../../../services/skill/load-household.ts';
import { after, hours, minutes } from '../../../core/household/instant.ts';
import type { ConversationId } from '../../../core/household/ids.ts';
import { changeRoom } from '../../../services/storage/change-room.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import {
  aHeldMessage,
  aHouseholdId,
  aMessageId,
  aReleasedMessage,
  aRoomId,
  aStory,
  noon,
} from '../../support/builders/builders.ts';
import { memoryDocuments } from '../../support/memory/memory-documents.ts';

const stoppedAt = (minute: number) => ({
  kind: 'stopped' as const,
  household: aHouseholdId(),
  id: `stopped-${minute}` as ConversationId,
  version: 0,
  at: after(noon, minutes(minute)),
  room: { id: aRoomId(), name: 'Echo 1' },
  why: 'unlikely' as const,
  story: aStory(minute),
});

const loads = (documents: Documents, { now = noon, stories = false } = {}) =>
  loadHousehold(documents, aHouseholdId(), { now, stories });

describe('what a conversation learns of its household', () => {
  test('a household is loaded with what became of earlier messages, long after they were held', async () => {
    const documents = memoryDocuments();
    const released = aReleasedMessage({ id: aMessageId('01A') });
    await documents.put(released, 0);
    const { pastAnswers, waiting } = await loads(documents, { now: after(noon, hours(100)) });
    expect(pastAnswers?.contacts.get(released.contact)).toEqual({ meant: 1, notMeant: 0 });
    expect(waiting).toEqual([]);
  });

  test('a household is loaded with what became of its last messages, newest first', async () => {
    const documents = memoryDocuments();
    await documents.put(aReleasedMessage({ id: aMessageId('01A') }), 0);
    await documents.put(aHeldMessage({ id: aMessageId('01B') }), 0);
    const { pastMessages } = await loads(documents, { now: after(noon, minutes(1)) });
    expect(pastMessages?.map(({ state }) => state)).toEqual(['held', 'released']);
    expect((await loads(documents, { now: after(noon, hours(100)) })).pastMessages?.[0]?.state).toBe(
      'expired',
    );
  });

  test('stories of messages and of stopped conversations are loaded newest first', async () => {
    const documents = memoryDocuments();
    await documents.put(aHeldMessage({ id: aMessageId('01B'), story: aStory(0.5) }), 0);
    for (const minute of [5, 1]) await documents.put(stoppedAt(minute), 0);
    const { stories } = await loads(documents, { now: after(noon, minutes(6)), stories: true });
    expect(stories?.map(({ at }) => at)).toEqual([after(noon, minutes(5)), after(noon, minutes(1)), noon]);
  });

  test('stories are not read if no turn asks for them', async () => {
    const documents = memoryDocuments();
    await documents.put(aHeldMessage(), 0);
    const list = () => Promise.reject(new Error('nobody asked'));
    expect(await loads({ ...documents, list })).not.toHaveProperty('stories');
  });

  test('a household is loaded with the times when conversations in its rooms were stopped', async () => {
    const documents = memoryDocuments();
    const stopped = [5, 3].map(minute => after(noon, minutes(minute)));
    await changeRoom(documents, { household: aHouseholdId(), id: aRoomId() }, room => ({
      ...room,
      stoppedAt: stopped,
    }));
    const { endings } = await loads(documents);
    expect(endings).toEqual(stopped.map(at => ({ at, room: aRoomId(), was: 'accident' })));
  });

  test('nothing of another household is loaded', async () => {
    const documents = memoryDocuments();
    await documents.put(aReleasedMessage({ household: aHouseholdId('another') }), 0);
    const { pastAnswers, stories } = await loads(documents, { stories: true });
    expect(pastAnswers?.contacts.size).toBe(0);
    expect(stories).toEqual([]);
  });
});
