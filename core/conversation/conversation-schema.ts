import * as z from 'zod/mini';
import { evidenceNamed, EVIDENCE_NAMES } from '../confidence/evidence/registry.ts';
import { ASKED, type Evidence, HEARD_KINDS } from '../confidence/story.ts';
import type { Language } from '../household/language.ts';
import { contactIdSchema, conversationIdSchema, messageIdSchema } from '../household/ids.ts';
import { instantSchema } from '../household/instant.ts';
import { HEARD_AS } from '../confidence/names/match-contact.ts';
import type { Conversation } from './conversation.ts';

/**
 * A conversation as Alexa sends it back in the session attributes. The schema is made when the first conversation comes,
 * because Alexa waits while the skill starts.
 */
export const parsedConversation: z.ZodMiniType<Conversation> = z.lazy(() => {
  const recipient = z.strictObject({ contact: contactIdSchema, heard: z.enum(HEARD_AS) });
  const count = z.int().check(z.minimum(0));
  const held = z.tuple([messageIdSchema], messageIdSchema);
  const evidence = z.pipe(
    z.strictObject({ name: z.enum(EVIDENCE_NAMES), observed: z.string(), weight: z.number() }).check(
      z.refine(({ name, observed }) => evidenceNamed(name).cases.includes(observed), {
        path: ['observed'],
      }),
    ),
    z.transform(one => one as Evidence),
  );
  const common = {
    id: conversationIdSchema,
    askedAgain: count,
    unknownNames: count,
    misses: count,
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
          asked: z.enum(ASKED),
          heard: z.enum(HEARD_KINDS),
          evidence: z.array(evidence),
          logOdds: z.number(),
        }),
      ),
    }),
    recipient: z.exactOptional(recipient),
    alsoFor: z.exactOptional(z.array(contactIdSchema)),
    said: z.exactOptional(z.string()),
    held: z.exactOptional(held),
  };
  return z.discriminatedUnion('asked', [
    z.strictObject({ ...common, asked: z.enum(['nothing', 'recipient']) }),
    z.strictObject({ ...common, asked: z.enum(['name-again', 'message']), recipient }),
    z.strictObject({ ...common, asked: z.literal('more'), held }),
  ]);
});
