import {
  changeRoom as changeRoomRoute,
  listRooms,
  listStoppedConversations,
  type RoomView,
} from '../../../core/api/room-routes.ts';
import { listAddressReports } from '../../../core/api/address-routes.ts';
import {
  eraseHousehold as eraseHouseholdRoute,
  exportHousehold as exportHouseholdRoute,
  listActivity,
} from '../../../core/api/household-routes.ts';
import { mergeActivity } from '../../../core/api/merge-activity.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';
import { isPaused } from '../../../core/household/pauses.ts';
import { findReadingProblem } from '../../../core/household/readable-name.ts';
import type { Room } from '../../../core/household/room.ts';
import { without } from '../../../core/household/without.ts';
import { listPastEndings, PAST_MESSAGES_READ } from '../../../core/message/list-past-endings.ts';
import type { Documents } from '../../ports/documents.ts';
import { changeRoom } from '../../storage/change-room.ts';
import { eraseHousehold } from '../../storage/erase-household.ts';
import type { CompanionParts } from '../companion-parts.ts';
import { checkDataOrder } from '../check-data-order.ts';
import { exportHousehold } from '../export-household.ts';
import { noteActivity } from '../note-activity.ts';
import { serveToPhones } from '../requests/serve-route.ts';

/** How many stopped conversations, and lines of activity, are shown. */
const LINES_LISTED = 200;

/** The household: its rooms, its stopped conversations, who did what, and all of the owner's data. */
export const householdHandlers = (parts: CompanionParts) => ({
  listRooms: serveToPhones(listRooms, async ({ documents, household }) => ({
    answer: { rooms: await roomsOf(documents, household) },
  })),

  changeRoom: serveToPhones(changeRoomRoute, async (request, { household, room: id }, change) => {
    const { documents } = request;
    const stored = await documents.get(household, 'household', 'household');
    if (!stored?.rooms.some(room => room.id === id)) return { refused: 'not-found' };
    const unreadable = 'name' in change && findReadingProblem(change.name);
    if (unreadable) return { refused: unreadable };
    const now = parts.clock();
    await changeRoom(documents, { household, id }, (room): Room => {
      if ('name' in change) return { ...room, name: change.name };
      return change.paused
        ? { ...room, pausedAt: now, pausedBy: request.phone }
        : { ...without(without(room, 'pausedAt'), 'pausedBy'), resumedAt: now };
    });
    const code = 'name' in change ? 'room-renamed' : change.paused ? 'room-paused' : 'room-resumed';
    await noteActivity(parts, request, { code, room: id });
    return { answer: { rooms: await roomsOf(documents, household) } };
  }),

  listStoppedConversations: serveToPhones(listStoppedConversations, async ({ documents, household }) => {
    const stopped = await documents.list(household, 'stopped', { limit: LINES_LISTED });
    return {
      answer: { stopped: stopped.map(({ id, at, room, why, story }) => ({ id, at, room, why, story })) },
    };
  }),

  listAddressReports: serveToPhones(listAddressReports, async ({ documents, household }) => {
    const consent = await documents.get(household, 'consent', 'consent');
    const reports = (consent?.addresses ?? []).filter(({ stopped, bounced }) => stopped ?? bounced);
    return { answer: { reports } };
  }),

  listActivity: serveToPhones(listActivity, async ({ documents, household, links }) => {
    const [messages, activities] = await Promise.all([
      documents.list(household, 'message', { limit: LINES_LISTED }),
      documents.list(household, 'activity', { limit: LINES_LISTED }),
    ]);
    return { answer: { activity: mergeActivity({ links, messages, activities }).slice(0, LINES_LISTED) } };
  }),

  exportHousehold: serveToPhones(exportHouseholdRoute, async (request, _, order) => {
    const { documents, household } = request;
    const { recordings, clock, log } = parts;
    const refusal = await checkDataOrder('export', order, request, clock());
    if (refusal) return refusal;
    const answer = await exportHousehold({ documents, recordings }, household, clock());
    await noteActivity(parts, request, { code: 'household-exported' });
    log({ event: 'household exported' });
    return { answer };
  }),

  eraseHousehold: serveToPhones(eraseHouseholdRoute, async (request, _, order) => {
    const { documents, household } = request;
    if (order.household !== household) return { refused: 'body-malformed' };
    const { recordings, clock, log } = parts;
    const refusal = await checkDataOrder('erase', order, request, clock());
    if (refusal) return refusal;
    const erased = await eraseHousehold({ documents, recordings }, household);
    log({ event: 'household erased' });
    return erased ? { answer: { erased } } : { refused: 'storage-failed' };
  }),
});

/** Whether a room is paused depends on the last messages too, exactly as a conversation decides it. */
async function roomsOf(documents: Documents, household: HouseholdId): Promise<RoomView[]> {
  const { householdDocument, messages } = await documents.overview(household, {
    messages: PAST_MESSAGES_READ,
  });
  const rooms = householdDocument?.rooms ?? [];
  const endings = listPastEndings(messages, rooms);
  return rooms.map(room => ({
    id: room.id,
    name: room.name,
    paused: isPaused(room, endings),
    ...(room.pausedBy !== undefined && { pausedBy: room.pausedBy }),
  }));
}
