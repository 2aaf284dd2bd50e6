import * as z from 'zod/mini';
import { EVIDENCE_NAMES } from '../confidence/evidence/cases.ts';
import type { Language } from '../household/language.ts';
import { contactIdSchema, conversationIdSchema, messageIdSchema } from '../household/ids.ts';
import { instantSchema } from '../household/instant.ts';
import type { Conversation } from './conversation.ts';

/**
 * A conversation as Alexa sends it back in the session attributes. The schema is made when the first conversation comes,
 * because Alexa waits while the skill starts.
 */
export const parsedConversation: z.ZodMiniType<Conversation> = z.lazy(() => {
  const recipient = z.strictObject({ contact: contactIdSchema, heard: z.enum(['itself', 'near']) });
  const common = {
    id: conversationIdSchema,
    askedAgain: z.int().check(z.minimum(0)),
    story: z.strictObject({
      model: z.string(),
      language: z.pipe(
        z.string(),
        z.transform(language => language as Language),
      ),
      prior: z.number(),
      turns: z.array(
        z.strictObject({
          at: instantSchema,
          asked: z.enum(['nothing', 'recipient', 'name-again', 'message', 'more']),
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
    recipient: z.exactOptional(recipient),
    held: z.exactOptional(messageIdSchema),
  };
  return z.discriminatedUnion('asked', [
    z.strictObject({ ...common, asked: z.enum(['nothing', 'recipient']) }),
    z.strictObject({ ...common, asked: z.enum(['name-again', 'message']), recipient }),
    z.strictObject({ ...common, asked: z.literal('more'), held: messageIdSchema }),
  ]);
});
