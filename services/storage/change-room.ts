import { type HouseholdDocument, type Room, withRoom } from '../../core/household/room.ts';
import type { HouseholdId, RoomId } from '../../core/household/ids.ts';
import type { Documents } from '../ports/documents.ts';

/** Changes a room and gives it as it is then. One that was never heard from is noted first; nothing new writes nothing. */
export async function changeRoom(
  documents: Documents,
  household: HouseholdId,
  id: RoomId,
  change: (room: Room) => Room,
): Promise<Room> {
  for (;;) {
    const stored = await documents.get(household, 'household', 'household');
    const house: HouseholdDocument = stored ?? {
      kind: 'household',
      household,
      id: 'household',
      version: 0,
      rooms: [],
    };
    const known = withRoom(house.rooms, id);
    const before = known.find(room => room.id === id) ?? { id, name: 'An Echo' };
    const after = change(before);
    if (known === house.rooms && after === before) return before;
    const rooms = known.map(room => (room.id === id ? after : room));
    if (await documents.put({ ...house, rooms }, house.version)) return after;
  }
}
