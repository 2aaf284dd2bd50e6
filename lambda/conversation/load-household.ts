import { contactsNamed } from '../approval/trust-list.ts';
import type { Household } from '../household/household.ts';
import type { HouseholdId } from '../household/ids.ts';
import { terms } from '../household/household.ts';
import { after, type Instant } from '../household/instant.ts';
import { timeId } from '../household/ids.ts';
import type { Documents } from '../store/documents.ts';

/** What a conversation may know of its household, as it is now. */
export async function loadHousehold(documents: Documents, id: HouseholdId, now: Instant): Promise<Household> {
  const trusted = await documents.get(id, 'trust', 'trust');
  // Ids sort by time, so what was held before the longest hold need not be read.
  const recent = await documents.list(id, 'message', {
    from: timeId(after(now, -2 * terms.hold), '').slice(0, 10),
  });
  const waiting = recent.filter(
    ({ state, holdUntil }) => (state === 'rendering' || state === 'held') && now < holdUntil,
  );
  return {
    id,
    contacts: contactsNamed(trusted?.links ?? []),
    paired: trusted !== undefined,
    waiting: waiting.map(({ id: message, room }) => ({ id: message, room })).toReversed(),
  };
}
