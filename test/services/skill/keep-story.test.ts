import { beforeEach, describe, expect, test } from '@jest/globals';
import { performEffect } from '../../../services/skill/perform-effect.ts';
import { STOPPED_READ } from '../../../core/household/room.ts';
import { conversationIdOf, type RoomId } from '../../../core/household/ids.ts';
import { after, type Instant, minutes } from '../../../core/household/instant.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import { changeRoom } from '../../../services/storage/change-room.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { aHouseholdId, aRoomId, aStory, noon, sealKey } from '../../support/builders/builders.ts';
import { type MemoryDocuments, memoryDocuments } from '../../support/memory/memory-documents.ts';
import { memoryRecordings } from '../../support/memory/memory-recordings.ts';

const home = aHouseholdId();
const kitchen = aRoomId();
const hall = aRoomId('room-hall');
const minute = (number: number): Instant => after(noon, minutes(number));

let documents: MemoryDocuments;
beforeEach(async () => {
  documents = memoryDocuments();
  await changeRoom(documents, { household: home, id: kitchen }, room => ({ ...room, name: 'Kitchen' }));
});

type Stop = { room?: RoomId; began?: Instant; store?: Partial<Documents> };

/** Stops a conversation at a minute. The same room and the same `began` give the same conversation. */
async function stops(at: number, { room = kitchen, began = minute(at), store = {} }: Stop = {}) {
  const id = conversationIdOf(began, `${room} ${began}`);
  const stopped = { id, at: minute(at), why: 'unlikely' as const, story: aStory(at) };
  return performEffect(
    { do: 'keep-story', stopped, room },
    {
      id: home,
      settings: defaultSettings,
      rooms: (await documents.get(home, 'household', 'household'))?.rooms ?? [],
    },
    {
      documents: { ...documents, ...store },
      recordings: memoryRecordings(),
      loadSealKey: async () => sealKey,
      clock: () => noon,
      householdOf: () => home,
      offerPairing: async () => undefined,
      log: () => {},
    },
  );
}

/** The minutes of the stops that are stored in the room. */
async function known(room = kitchen): Promise<number[] | undefined> {
  const household = await documents.get(home, 'household', 'household');
  return household?.rooms.find(({ id }) => id === room)?.stoppedAt?.map(at => (at - noon) / minutes(1));
}
const stories = async () => (await documents.list(home, 'stopped')).map(({ at }) => (at - noon) / minutes(1));

const crashed = () => Promise.reject(new Error('the process crashed'));
/** A crash before the document of the rooms is written. */
const crash: Partial<Documents> = {
  put: (document, ...more) => (document.kind === 'household' ? crashed() : documents.put(document, ...more)),
};

describe('A conversation that was stopped', () => {
  test('a stopped conversation is stored with its story and room, and its time in the room', async () => {
    await stops(1);
    expect(await documents.list(home, 'stopped')).toMatchObject([
      { at: minute(1), why: 'unlikely', story: aStory(1), room: { id: kitchen, name: 'Kitchen' } },
    ]);
    expect(await known()).toEqual([1]);
  });

  test('a stopped conversation stores the id and the name of its room and nothing else of it', async () => {
    await stops(1);
    await changeRoom(documents, { household: home, id: kitchen }, room => ({
      ...room,
      pausedAt: noon,
      resumedAt: noon,
    }));
    await stops(2);
    const [last] = await documents.list(home, 'stopped');
    expect(last?.room).toEqual({ id: kitchen, name: 'Kitchen' });
  });

  test('a stop in a new room is stored there too', async () => {
    await stops(1, { room: hall });
    expect([await known(hall), await known()]).toEqual([[1], undefined]);
  });

  test('a room knows its last five stops, newest first, whatever happens in other rooms', async () => {
    for (let at = 1; at <= 7; at++) {
      await stops(at);
      if (at > 1) await stops(at + 100, { room: hall });
    }
    expect(await known()).toEqual([7, 6, 5, 4, 3]);
    expect(await known(hall)).toEqual([107, 106, 105, 104, 103]);
  });

  test('a stop changes nothing else of its room', async () => {
    await changeRoom(documents, { household: home, id: kitchen }, room => ({ ...room, resumedAt: noon }));
    await stops(1);
    expect((await documents.get(home, 'household', 'household'))?.rooms).toEqual([
      { id: kitchen, name: 'Kitchen', resumedAt: noon, stoppedAt: [minute(1)] },
    ]);
  });

  test('a stop is stored even if many later conversations were stopped before it', async () => {
    for (let at = 2; at <= 2 + STOPPED_READ; at++) await stops(at, { room: hall });
    await stops(20, { began: minute(1) });
    expect(await known()).toEqual([20]);
  });

  test('two stops at the same time are both stored', async () => {
    await Promise.all([stops(1), stops(2), stops(3, { room: hall })]);
    expect([await known(), await known(hall)]).toEqual([[2, 1], [3]]);
  });
});

describe('Counted once is a conversation', () => {
  test('a repeated request counts once and writes nothing', async () => {
    await stops(1);
    await stops(2);
    const before = documents.everything();
    await stops(1);
    expect(documents.everything()).toEqual(before);
    expect(await known()).toEqual([2, 1]);
  });

  test('a repeated request counts once even if it is no longer among the last five', async () => {
    for (let at = 1; at <= 6; at++) await stops(at);
    await stops(1);
    expect(await known()).toEqual([6, 5, 4, 3, 2]);
  });

  test('the same request twice at the same time counts once', async () => {
    await Promise.all([stops(1), stops(1)]);
    expect([await known(), await stories()]).toEqual([[1], [1]]);
  });

  test('a conversation that is stopped a second time counts once', async () => {
    await stops(1);
    await stops(3, { began: minute(1) });
    expect([await known(), await stories()]).toEqual([[1], [1]]);
  });
});

describe('Where the power goes between story and room', () => {
  beforeEach(() => expect(stops(1, { store: crash })).rejects.toThrow('the process crashed'));

  test('a crash between story and room leaves the story stored', async () => {
    expect([await stories(), await known()]).toEqual([[1], undefined]);
  });

  test('a repeated request adds the time that a crash left out, once', async () => {
    await stops(1);
    await stops(1);
    expect([await stories(), await known()]).toEqual([[1], [1]]);
  });

  test('the next stop in a room adds the time that a crash left out', async () => {
    await stops(2, { room: hall });
    expect(await known()).toBeUndefined();
    await stops(3);
    expect(await known()).toEqual([3, 1]);
  });
});

test('a story that cannot be stored is not counted', async () => {
  await expect(stops(1, { store: { put: crashed } })).rejects.toThrow('the process crashed');
  expect([await stories(), await known()]).toEqual([[], undefined]);
});
