import * as z from 'zod';
import { introduced, type Introduced } from '../lambda/approval/trust-list.ts';
import type { MessageView } from '../lambda/companion/views.ts';
import type { Story } from '../lambda/confidence/story.ts';
import type { Room, StoppedConversation } from '../lambda/household/household.ts';
import type { HouseholdId, PhoneId } from '../lambda/household/ids.ts';
import type { Instant } from '../lambda/household/instant.ts';

/** A conversation that was stopped, as the API tells it. */
export type Stopped = Pick<StoppedConversation, 'id' | 'at' | 'room' | 'why' | 'story'>;

/** Reads a type's JSON. Ids and digests are text here; what they must match is checked where they are used. */
const as = <T>(shape: z.ZodType): z.ZodType<T> => shape as z.ZodType<T>;

const text = z.string();
const moment = z.number();
const room = z.object({ id: text, name: text });
const story = as<Story>(
  z.object({
    model: text,
    prior: z.number(),
    turns: z.array(
      z.object({
        at: moment,
        asked: text,
        heard: text,
        evidence: z.array(z.object({ name: text, observed: text, weight: z.number(), reason: text })),
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
    contact: text,
    heldAt: moment,
    holdUntil: moment,
    sendBy: moment,
    recording: z
      .object({ digest: text, mediaType: text, duration: z.number(), bytes: z.number(), words: z.boolean() })
      .optional(),
    story,
    friction: z.enum(['tap', 'listen', 'choose']),
    answer: z
      .object({
        typ: z.enum(['release', 'discard']),
        phone: text,
        at: moment,
        contact: text.optional(),
        notMe: z.boolean().optional(),
      })
      .optional(),
    outcome: z.object({ code: text, detail: text }).optional(),
    history: z.array(z.object({ at: moment, what: text, by: text.optional(), detail: text.optional() })),
    erased: z.boolean(),
  }),
);

/** What the API answers, as far as this phone reads it. */
export const parsed = {
  messages: z.object({ now: moment, messages: z.array(view) }),
  message: z.object({ now: moment, message: view }),
  links: z.object({ links: z.array(text) }),
  paired: as<{ household: HouseholdId; phone: PhoneId } & ({ links: string[] } | { waiting: true })>(
    z.union([
      z.object({ household: text, phone: text, links: z.array(text) }),
      z.object({ household: text, phone: text, waiting: z.literal(true) }),
    ]),
  ),
  invitation: as<{ code: string; until: Instant }>(z.object({ code: text, until: moment })),
  candidate: as<{ candidate?: Introduced }>(z.object({ candidate: introduced.optional() })),
  nonce: z.object({ nonce: text }),
  words: z.object({ words: text }),
  rooms: as<{ rooms: Room[] }>(z.object({ rooms: z.array(room) })),
  stopped: as<{ stopped: Stopped[] }>(
    z.object({ stopped: z.array(z.object({ id: text, at: moment, room, why: text, story })) }),
  ),
  house: as<{ household: HouseholdId; paired: boolean }>(z.object({ household: text, paired: z.boolean() })),
};
