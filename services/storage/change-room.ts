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

/** The fallback is for the type only: the room has been added. */
const roomIn = (rooms: readonly Room[], id: RoomId): Room =>
  rooms.find(room => room.id === id) ?? { id, name: 'An Echo' };

const newHousehold = (household: HouseholdId): HouseholdDocument => ({
  kind: 'household',
  household,
  id: 'household',
  version: 0,
  rooms: [],
});
