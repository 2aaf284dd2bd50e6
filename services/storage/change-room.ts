import { type HouseholdDocument, type Room, addRoom } from '../../core/household/room.ts';
import type { HouseholdId, RoomId } from '../../core/household/ids.ts';
import type { Documents } from '../ports/documents.ts';
import { changeDocument } from './change-document.ts';

/**
 * Changes a room and gives it as it is stored. A room that is not known yet is added first. Where nothing changes, nothing
 * is written.
 */
export async function changeRoom(
  documents: Documents,
  { household, id }: { household: HouseholdId; id: RoomId },
  change: (room: Room) => Room,
): Promise<Room> {
  const changed = await changeDocument<'household', Room>(documents, {
    household,
    kind: 'household',
    id: 'household',
    decide(stored = newHousehold(household)) {
      const rooms = addRoom(stored.rooms, id);
      const before = roomIn(rooms, id);
      const after = change(before);
      if (rooms === stored.rooms && after === before) return { answer: before };
      return { next: { ...stored, rooms: rooms.map(room => (room.id === id ? after : room)) } };
    },
  });
  return 'stored' in changed ? roomIn(changed.stored.rooms, id) : changed.answer;
}

/** The room with its name. A room that the household does not know yet is stored, so that its owner can name it. */
export async function ensureRoom(
  documents: Documents,
  { household, id }: { household: { id: HouseholdId; rooms: readonly Room[] }; id: RoomId },
): Promise<Room> {
  const known = household.rooms.find(room => room.id === id);
  return known ?? changeRoom(documents, { household: household.id, id }, room => room);
}

/** The room of this id, which has been added. */
const roomIn = (rooms: readonly Room[], id: RoomId): Room => rooms.find(room => room.id === id)!;

const newHousehold = (household: HouseholdId): HouseholdDocument => ({
  kind: 'household',
  household,
  id: 'household',
  version: 0,
  rooms: [],
});
