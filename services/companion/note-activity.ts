import type { Deed } from '../../core/household/activity.ts';
import { type HouseholdId, type PhoneId, timeId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';

/** Keeps a line of the activity log, for what neither the trust list nor a message's history tells. */
export async function noteDeed(
  { documents, clock, newNonce }: { documents: Documents; clock: () => Instant; newNonce: () => string },
  household: HouseholdId,
  by: PhoneId,
  did: Deed,
): Promise<void> {
  const at = clock();
  const id = timeId(at, `activity ${newNonce()}`);
  await documents.put({ kind: 'activity', household, id, version: 0, at, by, did }, 0);
}
