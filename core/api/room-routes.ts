import * as z from 'zod/mini';
import { STOP_REASONS } from '../confidence/story.ts';
import { conversationIdSchema, phoneIdSchema, roomIdSchema } from '../household/ids.ts';
import { instantSchema } from '../household/instant.ts';
import { READING_PROBLEMS } from '../household/readable-name.ts';
import { inHousehold, noBody, ofRoom, type Route } from './route.ts';
import { storySchema } from './story-schema.ts';
import { NAME_LENGTH } from '../household/contact-limits.ts';

const roomViewSchema = z.object({
  id: roomIdSchema,
  name: z.string(),
  paused: z.boolean(),
  /** The phone that paused it; missing where accidents in a row did. */
  pausedBy: z.optional(phoneIdSchema),
});
export type RoomView = z.infer<typeof roomViewSchema>;
const everyRoom = z.object({ rooms: z.array(roomViewSchema) });

export const listRooms = {
  method: 'GET',
  path: '/households/:household/rooms',
  provenBy: 'phone',
  target: inHousehold,
  body: noBody,
  answer: everyRoom,
  problems: [],
} as const satisfies Route;

/** Names a room, or pauses or resumes sending from it. */
export const changeRoom = {
  method: 'PUT',
  path: '/households/:household/rooms/:room',
  provenBy: 'phone',
  target: ofRoom,
  body: z.union([
    z.strictObject({ name: z.string().check(z.trim(), z.minLength(1), z.maxLength(NAME_LENGTH)) }),
    z.strictObject({ paused: z.boolean() }),
  ]),
  answer: everyRoom,
  problems: ['not-found', ...READING_PROBLEMS],
} as const satisfies Route;

/** A conversation that was stopped before anything was recorded. */
const stoppedViewSchema = z.object({
  id: conversationIdSchema,
  at: instantSchema,
  room: z.object({ id: roomIdSchema, name: z.string() }),
  why: z.enum(STOP_REASONS),
  story: storySchema,
});
export type StoppedView = z.infer<typeof stoppedViewSchema>;

export const listStoppedConversations = {
  method: 'GET',
  path: '/households/:household/stopped',
  provenBy: 'phone',
  target: inHousehold,
  body: noBody,
  answer: z.object({ stopped: z.array(stoppedViewSchema) }),
  problems: [],
} as const satisfies Route;
