import * as z from 'zod/mini';
import { newPhoneSchema, type NewPhone, type Passkey } from '../approval/link.ts';
import type { ActivityLine } from './activity-of.ts';
import type { TrustSince } from './trust-since.ts';
import type { MessageView, RoomView } from './views.ts';
import type { Story } from '../confidence/story.ts';
import type { StoppedConversation } from '../conversation/stop.ts';
import { FRICTIONS } from '../household/friction.ts';
import type { HouseholdId, PhoneId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import { historyEntrySchema } from '../message/history-entry.ts';
import { outcomeSchema } from '../message/outcome.ts';

/** A conversation that was stopped, as the API tells it. */
export type Stopped = Pick<StoppedConversation, 'id' | 'at' | 'room' | 'why' | 'story'>;

/** Reads a type's JSON. Ids and digests are text here; what they must match is checked where they are used. */
const as = <T>(shape: z.ZodMiniType): z.ZodMiniType<T> => shape as z.ZodMiniType<T>;

const text = z.string();
const moment = z.number();
const room = z.object({ id: text, name: text });
const story = as<Story>(
  z.object({
    model: text,
    language: z.optional(text),
    prior: z.number(),
    turns: z.array(
      z.object({
        at: moment,
        asked: text,
        heard: text,
        evidence: z.array(z.object({ name: text, observed: text, weight: z.number() })),
        logOdds: z.number(),
      }),
    ),
  }),
);

const view = as<MessageView>(
  z.object({
    id: text,
    state: z.enum([
      'rendering',
      'held',
      'released',
      'sending',
      'unknown',
      'delivered',
      'discarded',
      'expired',
      'failed',
    ]),
    room,
    contact: z.optional(text),
    heldAt: moment,
    holdUntil: moment,
    sendBy: moment,
    recording: z.optional(
      z.object({
        digest: text,
        mediaType: text,
        duration: z.number(),
        bytes: z.number(),
        words: z.boolean(),
      }),
    ),
    story,
    friction: z.enum(FRICTIONS),
    answer: z.optional(
      z.object({
        type: z.enum(['release', 'discard']),
        phone: text,
        at: moment,
        contact: z.optional(text),
        notMe: z.optional(z.boolean()),
      }),
    ),
    undoUntil: z.optional(moment),
    outcome: z.optional(outcomeSchema),
    mayHaveArrived: z.optional(z.literal(true)),
    history: z.array(historyEntrySchema),
    erased: z.boolean(),
  }),
);

/** What the API answers, as far as this phone reads it. */
export const parsed = {
  messages: z.object({
    now: moment,
    messages: z.array(view),
    trust: as<TrustSince>(z.object({ head: text, links: z.array(text) })),
  }),
  message: z.object({ now: moment, message: view }),
  links: z.object({ links: z.array(text) }),
  paired: as<{ household: HouseholdId; phone: PhoneId } & ({ links: string[] } | { waiting: true })>(
    z.union([
      z.object({ household: text, phone: text, links: z.array(text) }),
      z.object({ household: text, phone: text, waiting: z.literal(true) }),
    ]),
  ),
  invitation: as<{ code: string; until: Instant }>(z.object({ code: text, until: moment })),
  candidate: as<{ candidate?: NewPhone }>(z.object({ candidate: z.optional(newPhoneSchema) })),
  nonce: z.object({ nonce: text }),
  rooms: as<{ rooms: RoomView[] }>(z.object({ rooms: z.array(z.extend(room, { paused: z.boolean() })) })),
  activity: as<{ activity: ActivityLine[] }>(
    z.object({
      activity: z.array(
        z.object({
          at: moment,
          by: text,
          what: text,
          message: z.optional(text),
          room: z.optional(text),
          about: z.optional(text),
        }),
      ),
    }),
  ),
  passkey: as<{ passkey: Omit<Passkey, 'name'> }>(
    z.object({ passkey: z.object({ id: text, key: text, origin: text, rp: text }) }),
  ),
  erased: z.object({ erased: z.literal(true) }),
  stopped: as<{ stopped: Stopped[] }>(
    z.object({ stopped: z.array(z.object({ id: text, at: moment, room, why: text, story })) }),
  ),
  house: as<{ household: HouseholdId; paired: boolean }>(z.object({ household: text, paired: z.boolean() })),
};
