import type { Room } from '../core/household/room.ts';
import type { HouseholdId } from '../core/household/ids.ts';
import { roomIdOf } from '../core/household/ids.ts';
import type { Documents } from '../services/ports/documents.ts';

/** Gives rooms that are not known yet their first names; a name that the owner has set stays. */
export async function nameRooms(
  documents: Documents,
  household: HouseholdId,
  devices: readonly { name: string; deviceId: string }[],
): Promise<void> {
  for (;;) {
    const stored = await documents.get(household, 'household', 'household');
    const known = stored?.rooms ?? [];
    const fresh: Room[] = devices
      .map(({ name, deviceId }) => ({ id: roomIdOf(deviceId), name }))
      .filter(({ id }) => !known.some(room => room.id === id));
    if (stored && fresh.length === 0) return;
    const document = {
      kind: 'household' as const,
      household,
      id: 'household' as const,
      version: 0,
      rooms: [...known, ...fresh],
    };
    if (await documents.put(document, stored?.version ?? 0)) return;
  }
}
