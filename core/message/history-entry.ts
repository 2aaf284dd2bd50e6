import * as z from 'zod/mini';
import { phoneIdSchema } from '../household/ids.ts';
import { instantSchema } from '../household/instant.ts';
import {
  deliveredOutcomeSchema,
  failedOutcomeSchema,
  notTakenOutcomeSchema,
  refusedOutcomeSchema,
  renderingFailureSchema,
  unknownOutcomeSchema,
} from './outcome.ts';

const at = instantSchema;

const PLAIN_EVENTS = ['held', 'rendered', 'extended', 'sending', 'expired', 'erased'] as const;
export const HISTORY_EVENTS = [
  ...PLAIN_EVENTS,
  'not-rendered',
  'recorded-again',
  'released',
  'discarded',
  'taken-back',
  'not-taken',
  'refused',
  'unknown',
  'delivered',
  'failed',
] as const;

/** One line of a message's history: a code with its parameters. `core/text` makes the owner's sentence from it. */
export const historyEntrySchema = z.discriminatedUnion('event', [
  z.object({ at, event: z.enum(PLAIN_EVENTS) }),
  z.object({ at, event: z.literal('not-rendered'), reason: renderingFailureSchema }),
  z.object({ at, event: z.literal('recorded-again'), by: phoneIdSchema }),
  /** `toAnotherContact`: to a contact other than the one that the conversation held it for. */
  z.object({
    at,
    event: z.literal('released'),
    by: phoneIdSchema,
    toAnotherContact: z.optional(z.literal(true)),
  }),
  /** `notMe`: with "That wasn't me". */
  z.object({
    at,
    event: z.literal('discarded'),
    by: z.union([z.literal('voice'), phoneIdSchema]),
    notMe: z.optional(z.literal(true)),
  }),
  z.object({ at, event: z.literal('taken-back'), by: phoneIdSchema }),
  z.object({ at, event: z.literal('not-taken'), outcome: notTakenOutcomeSchema }),
  /** One address refused it; the courier goes on to the next. */
  z.object({ at, event: z.literal('refused'), outcome: refusedOutcomeSchema }),
  z.object({ at, event: z.literal('unknown'), outcome: unknownOutcomeSchema }),
  z.object({ at, event: z.literal('delivered'), outcome: deliveredOutcomeSchema }),
  /** `mayHaveArrived`: an earlier attempt may have arrived. */
  z.object({
    at,
    event: z.literal('failed'),
    outcome: failedOutcomeSchema,
    mayHaveArrived: z.optional(z.literal(true)),
  }),
]);

export type HistoryEntry = z.infer<typeof historyEntrySchema>;
export type HistoryEvent = HistoryEntry['event'];
