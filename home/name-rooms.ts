import type { Room } from '../core/household/room.ts';
import type { HouseholdId } from '../core/household/ids.ts';
import { roomIdOf } from '../core/household/ids.ts';
import type { Documents } from '../services/ports/documents.ts';
import { changeDocument } from '../services/storage/change-document.ts';

/** Adds rooms that the household does not know yet, with these names. It never changes a known room. */
export async function nameRooms(
  documents: Documents,
  household: HouseholdId,
  devices: readonly { name: string; deviceId: string }[],
): Promise<void> {
  await changeDocument<'household', undefined>(documents, {
    household,
    kind: 'household',
    id: 'household',
    decide(stored) {
      const known = stored?.rooms ?? [];
      const fresh: Room[] = devices
        .map(({ name, deviceId }) => ({ id: roomIdOf(deviceId), name }))
        .filter(({ id }) => !known.some(room => room.id === id));
      if (stored && fresh.length === 0) return { answer: undefined };
      const rooms = [...known, ...fresh];
      return { next: { kind: 'household', household, id: 'household', version: 0, rooms } };
    },
  });
}
