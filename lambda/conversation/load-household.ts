import { contactsNamed } from '../approval/trust-list.ts';
import { historyOf } from '../confidence/history-of.ts';
import type { Household } from '../household/household.ts';
import type { HouseholdId } from '../household/ids.ts';
import { terms } from '../household/household.ts';
import { after, type Instant } from '../household/instant.ts';
import { timeId } from '../household/ids.ts';
import type { Documents } from '../store/documents.ts';

/** How many past messages are counted: enough to know a contact, few enough to read in a turn. */
const HISTORY = 30;
/** How many stopped conversations are looked through for "why did you do that". */
const STORIES = 5;

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
  const stopped = await documents.list(id, 'stopped', { limit: STORIES });
  const past = await documents.list(id, 'message', { limit: HISTORY });
  return {
    id,
    contacts: contactsNamed(trusted?.links ?? []),
    paired: trusted !== undefined,
    history: historyOf(past),
    stories: [
      ...past.map(({ heldAt: at, room, story }) => ({ at, room, story })),
      ...stopped.map(({ at, room, story }) => ({ at, room: room.id, story })),
    ].toSorted((a, b) => b.at - a.at),
    waiting: waiting.map(({ id: message, room }) => ({ id: message, room })).toReversed(),
  };
}
