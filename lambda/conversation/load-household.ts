import { named } from '../approval/named.ts';
import { historyOf } from '../confidence/history-of.ts';
import { endingsOf } from '../household/endings-of.ts';
import type { Household } from '../household/household.ts';
import type { HouseholdId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import type { Documents } from '../store/documents.ts';

/** How many past messages are counted: enough to know a contact and a flood, few enough to read in a turn. */
const HISTORY = 50;
/** How many stopped conversations are looked through: for accidents in a row, and for "why did you do that". */
const STORIES = 5;

/** What a conversation may know of its household, as it is now. */
export async function loadHousehold(documents: Documents, id: HouseholdId, now: Instant): Promise<Household> {
  const [{ trust, house, messages: past }, stopped] = await Promise.all([
    documents.overview(id, { messages: HISTORY }),
    documents.list(id, 'stopped', { limit: STORIES }),
  ]);
  const waiting = past.filter(
    ({ state, holdUntil }) => (state === 'rendering' || state === 'held') && now < holdUntil,
  );
  return {
    id,
    ...named(trust?.links ?? []),
    paired: trust !== undefined,
    rooms: house?.rooms ?? [],
    endings: endingsOf(past, stopped),
    history: historyOf(past),
    stories: [
      ...past.map(({ heldAt: at, room, story }) => ({ at, room, story })),
      ...stopped.map(({ at, room, story }) => ({ at, room: room.id, story })),
    ].toSorted((a, b) => b.at - a.at),
    waiting: waiting.map(({ id: message, room }) => ({ id: message, room })).toReversed(),
  };
}
