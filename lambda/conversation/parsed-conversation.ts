import * as z from 'zod';
import { EVIDENCE_NAMES } from '../confidence/evidence-names.ts';
import type { Language } from '../confidence/language.ts';
import type { ContactId, ConversationId, MessageId } from '../household/ids.ts';
import { instant } from '../household/instant.ts';
import type { Conversation } from './conversation.ts';

const asked = z.enum(['nothing', 'recipient', 'name-again', 'message', 'more']);

/** A conversation as it comes back in the session's attributes. */
export const parsedConversation: z.ZodType<Conversation> = z.strictObject({
  id: z.string().transform(id => id as ConversationId),
  asked,
  recipient: z
    .string()
    .transform(id => id as ContactId)
    .exactOptional(),
  named: z.enum(['itself', 'near']).exactOptional(),
  askedAgain: z.number().int().min(0),
  held: z
    .string()
    .transform(id => id as MessageId)
    .exactOptional(),
  story: z.strictObject({
    model: z.string(),
    language: z.string().transform(language => language as Language),
    prior: z.number(),
    turns: z.array(
      z.strictObject({
        at: z.number().transform(instant),
        asked,
        heard: z.string(),
        evidence: z.array(
          z.strictObject({
            name: z.enum(EVIDENCE_NAMES),
            observed: z.string(),
            weight: z.number(),
            reason: z.string(),
          }),
        ),
        logOdds: z.number(),
      }),
    ),
  }),
});
