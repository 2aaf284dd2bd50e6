import * as z from 'zod/mini';
import { EVIDENCE_NAMES } from '../confidence/evidence/cases.ts';
import type { Language } from '../household/language.ts';
import type { ContactId, ConversationId, MessageId } from '../household/ids.ts';
import { instant } from '../household/instant.ts';
import type { Conversation } from './conversation.ts';

/** A conversation as it comes back in the session's attributes. Made when the first one does: Alexa waits while the skill starts. */
export const parsedConversation: z.ZodMiniType<Conversation> = z.lazy(() => {
  const asked = z.enum(['nothing', 'recipient', 'name-again', 'message', 'more']);
  return z.strictObject({
    id: z.pipe(
      z.string(),
      z.transform(id => id as ConversationId),
    ),
    asked,
    recipient: z.exactOptional(
      z.pipe(
        z.string(),
        z.transform(id => id as ContactId),
      ),
    ),
    named: z.exactOptional(z.enum(['itself', 'near'])),
    askedAgain: z.int().check(z.minimum(0)),
    held: z.exactOptional(
      z.pipe(
        z.string(),
        z.transform(id => id as MessageId),
      ),
    ),
    story: z.strictObject({
      model: z.string(),
      language: z.pipe(
        z.string(),
        z.transform(language => language as Language),
      ),
      prior: z.number(),
      turns: z.array(
        z.strictObject({
          at: z.pipe(z.number(), z.transform(instant)),
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
});
