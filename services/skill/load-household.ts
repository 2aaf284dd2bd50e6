import { tallyPastMessages } from '../../core/message/tally-past-messages.ts';
import { listPastMessages } from '../../core/message/list-past-messages.ts';
import { isWaiting } from '../../core/message/message.ts';
import { listPastEndings, PAST_MESSAGES_READ } from '../../core/message/list-past-endings.ts';
import { STOPPED_READ } from '../../core/household/room.ts';
import type { Household } from '../../core/conversation/household.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';
import { type ReadContacts, rememberContacts } from './remember-contacts.ts';

/**
 * A household as a conversation sees it. `stories` adds the stories of earlier conversations, for a turn that asks about
 * them.
 */
export async function loadHousehold(
  documents: Documents,
  id: HouseholdId,
  {
    now,
    stories,
    readContacts = rememberContacts(),
  }: { now: Instant; stories: boolean; readContacts?: ReadContacts },
): Promise<Household> {
  const [{ trust, householdDocument, messages: past }, stopped] = await Promise.all([
    documents.overview(id, { messages: PAST_MESSAGES_READ }),
    stories ? documents.list(id, 'stopped', { limit: STOPPED_READ }) : undefined,
  ]);
  const rooms = householdDocument?.rooms ?? [];
  const waiting = past.filter(message => isWaiting(message) && now < message.holdUntil);
  return {
    id,
    ...readContacts(id, trust?.links ?? []),
    paired: trust !== undefined,
    rooms,
    endings: listPastEndings(past, rooms),
    pastAnswers: tallyPastMessages(past),
    pastMessages: listPastMessages(past, now),
    messages: past.map(({ id: message }) => message),
    ...(stopped && {
      stories: [
        ...past.map(({ heldAt: at, room, story }) => ({ at, room, story })),
        ...stopped.map(({ at, room, story }) => ({ at, room: room.id, story })),
      ].toSorted((a, b) => b.at - a.at),
    }),
    waiting: waiting
      .map(({ id: message, room, holdUntil }) => ({ id: message, room, holdUntil }))
      .toReversed(),
  };
}
