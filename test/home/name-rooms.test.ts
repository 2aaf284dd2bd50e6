import { beforeEach, describe, expect, test } from '@jest/globals';
import { nameRooms } from '../../home/name-rooms.ts';
import type { Room } from '../../core/household/room.ts';
import { roomIdOf } from '../../core/household/ids.ts';
import { aHouseholdId } from '../support/builders/builders.ts';
import { type MemoryDocuments, memoryDocuments } from '../support/memory/memory-documents.ts';

const household = aHouseholdId();
const kitchen = { name: 'Kitchen', deviceId: 'device-kitchen' };
const hall = { name: 'Hall', deviceId: 'device-hall' };
const roomOf = ({ name, deviceId }: typeof kitchen): Room => ({ id: roomIdOf(deviceId), name });

let documents: MemoryDocuments;
beforeEach(() => {
  documents = memoryDocuments();
});

const stored = () => documents.get(household, 'household', 'household');

describe('Naming rooms', () => {
  test('a new household gets its rooms in order', async () => {
    await nameRooms(documents, household, [kitchen, hall]);
    expect(await stored()).toMatchObject({ version: 1, rooms: [roomOf(kitchen), roomOf(hall)] });
  });

  test('a new room is added after the known ones', async () => {
    await nameRooms(documents, household, [hall]);
    await nameRooms(documents, household, [kitchen, hall]);
    expect((await stored())?.rooms).toEqual([roomOf(hall), roomOf(kitchen)]);
  });

  test('names that the owner has set and rooms of other devices stay', async () => {
    const own = [
      { ...roomOf(kitchen), name: 'Where we cook' },
      roomOf({ name: 'Attic', deviceId: 'a real Echo' }),
    ];
    await documents.put({ kind: 'household', household, id: 'household', version: 0, rooms: own }, 0);
    await nameRooms(documents, household, [kitchen, hall]);
    expect((await stored())?.rooms).toEqual([...own, roomOf(hall)]);
  });

  test('nothing is written if no room is new', async () => {
    await nameRooms(documents, household, [kitchen, hall]);
    await nameRooms(documents, household, [kitchen, hall]);
    expect((await stored())?.version).toBe(1);
  });

  test('two writers at the same time lose no room of either', async () => {
    const attic = { id: roomIdOf('a real Echo'), name: 'Echo 1' };
    const put: typeof documents.put = async (document, ifVersion) => {
      if (ifVersion === 0)
        documents.plant({ kind: 'household', household, id: 'household', version: 1, rooms: [attic] });
      return documents.put(document, ifVersion);
    };
    await nameRooms({ ...documents, put }, household, [kitchen]);
    expect(await stored()).toMatchObject({ version: 2, rooms: [attic, roomOf(kitchen)] });
  });
});
