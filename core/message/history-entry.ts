import * as z from 'zod/mini';
import type { PhoneId } from '../household/ids.ts';
import { instant } from '../household/instant.ts';
import {
  deliveredOutcome,
  failedOutcome,
  notTakenOutcome,
  renderingFailure,
  unknownOutcome,
} from './outcome.ts';

const at = z.pipe(z.number(), z.transform(instant));
const phone = z.pipe(
  z.string(),
  z.transform(id => id as PhoneId),
);
const phoneOrVoice = z.pipe(
  z.string(),
  z.transform(by => by as PhoneId | 'voice'),
);

/** One line of a message's history: a code with its parameters. `core/text` makes the owner's sentence from it. */
export const historyEntry = z.discriminatedUnion('event', [
  z.object({ at, event: z.enum(['held', 'rendered', 'extended', 'sending', 'expired', 'erased']) }),
  z.object({ at, event: z.literal('not-rendered'), reason: renderingFailure }),
  /** `toAnotherContact`: to another contact than the one that the conversation held it for. */
  z.object({
    at,
    event: z.literal('released'),
    by: phone,
    toAnotherContact: z.optional(z.literal(true)),
  }),
  /** `notMe`: with "That wasn't me". */
  z.object({ at, event: z.literal('discarded'), by: phoneOrVoice, notMe: z.optional(z.literal(true)) }),
  z.object({ at, event: z.literal('taken-back'), by: phone }),
  z.object({ at, event: z.literal('not-taken'), outcome: notTakenOutcome }),
  z.object({ at, event: z.literal('unknown'), outcome: unknownOutcome }),
  z.object({ at, event: z.literal('delivered'), outcome: deliveredOutcome }),
  /** `mayHaveArrived`: an earlier attempt may have arrived. */
  z.object({
    at,
    event: z.literal('failed'),
    outcome: failedOutcome,
    mayHaveArrived: z.optional(z.literal(true)),
  }),
]);

export type HistoryEntry = z.infer<typeof historyEntry>;
export type HistoryEvent = HistoryEntry['event'];
