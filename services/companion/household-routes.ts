import { Hono } from 'hono';
import * as z from 'zod';
import { listPastEndings, PAST_MESSAGES_READ } from '../../core/message/list-past-endings.ts';
import type { Room } from '../../core/household/room.ts';
import type { HouseholdId, RoomId } from '../../core/household/ids.ts';
import { isPaused } from '../../core/household/pauses.ts';
import { without } from '../../core/household/without.ts';
import { changeRoom } from '../storage/change-room.ts';
import { eraseHousehold } from '../storage/erase-household.ts';
import { activityOf } from '../../core/api/activity-of.ts';
import { bodyOf, type Env, householdOf, refuse } from './companion-env.ts';
import type { CompanionParts } from './companion-parts.ts';
import { exportHousehold } from './export-household.ts';
import { noteDeed } from './note-activity.ts';
import { candidateOf, inviteFurther } from './pair.ts';
import type { RoomView } from '../../core/api/views.ts';

/** How many stopped conversations, and lines of activity, are shown. */
const LIST_LIMIT = 200;

/** Names what is to be erased, so that no slip erases a household. */
const eraseBody = z.strictObject({ household: z.string() });
const roomBody = z.union([
  z.strictObject({ name: z.string().trim().min(1).max(60) }),
  z.strictObject({ paused: z.boolean() }),
]);

/** The house: rooms, further phones, what was stopped, who did what, and all of the owner's data. */
export function houseRoutes(parts: CompanionParts): Hono<Env> {
  const { documents, clock, random } = parts;
  const routes = new Hono<Env>();

  routes.post('/invitation', async c => c.json(await inviteFurther(parts, householdOf(c), random, clock())));

  routes.get('/invitation', async c => {
    const candidate = await candidateOf(parts, householdOf(c), clock());
    return c.json({ ...(candidate && { candidate }) });
  });

  routes.get('/rooms', async c => c.json({ rooms: await roomsOf(householdOf(c)) }));

  routes.put('/rooms/:room', async c => {
    const body = roomBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const household = householdOf(c);
    const id = c.req.param('room') as RoomId;
    const house = await documents.get(household, 'household', 'household');
    if (!house?.rooms.some(room => room.id === id)) return refuse(c, 'not-found');
    const now = clock();
    const change = body.data;
    await changeRoom(documents, { household, id }, (room): Room => {
      if ('name' in change) return { ...room, name: change.name };
      return change.paused ? { ...room, pausedAt: now } : { ...without(room, 'pausedAt'), resumedAt: now };
    });
    const what = 'name' in change ? 'room-named' : change.paused ? 'room-paused' : 'room-resumed';
    await noteDeed(parts, household, c.get('phone'), { what, room: id });
    return c.json({ rooms: await roomsOf(household) });
  });

  routes.get('/stopped', async c => {
    const stopped = await documents.list(householdOf(c), 'stopped', { limit: LIST_LIMIT });
    return c.json({ stopped: stopped.map(({ id, at, room, why, story }) => ({ id, at, room, why, story })) });
  });

  routes.get('/activity', async c => {
    const household = householdOf(c);
    const [messages, kept] = await Promise.all([
      documents.list(household, 'message', { limit: LIST_LIMIT }),
      documents.list(household, 'activity', { limit: LIST_LIMIT }),
    ]);
    return c.json({ activity: activityOf({ links: c.get('links'), messages, kept }).slice(0, LIST_LIMIT) });
  });

  routes.post('/export', async c => {
    const archive = await exportHousehold(parts, householdOf(c), clock());
    await noteDeed(parts, householdOf(c), c.get('phone'), { what: 'exported' });
    parts.log({ event: 'exported' });
    return c.body(new Uint8Array(archive), 200, { 'Content-Type': 'application/zip' });
  });

  routes.post('/erase', async c => {
    const body = eraseBody.safeParse(await bodyOf(c));
    if (!body.success || body.data.household !== householdOf(c)) return refuse(c, 'body-malformed');
    const erased = await eraseHousehold(parts, householdOf(c));
    parts.log({ event: 'household erased' });
    return erased ? c.json({ erased }) : refuse(c, 'storage-failed');
  });

  return routes;

  /** With what the accidents of late say of each, as a conversation has it: a pause shows before the Echo is spoken to again. */
  async function roomsOf(household: HouseholdId): Promise<RoomView[]> {
    const { householdDocument: house, messages } = await documents.overview(household, {
      messages: PAST_MESSAGES_READ,
    });
    const rooms = house?.rooms ?? [];
    const endings = listPastEndings(messages, rooms);
    return rooms.map(room => ({
      id: room.id,
      name: room.name,
      paused: isPaused(room, endings),
    }));
  }
}
