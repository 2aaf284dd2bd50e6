import * as z from 'zod/mini';
import { ASKED, HEARD_KINDS } from '../confidence/story.ts';
import { instantSchema } from '../household/instant.ts';
import { languageSchema } from '../household/language.ts';

/** A story as a phone gets it. A phone shows every piece of evidence, also one that only a later version knows. */
export const storySchema = z.object({
  model: z.string(),
  language: languageSchema,
  prior: z.number(),
  turns: z.array(
    z.object({
      at: instantSchema,
      asked: z.enum(ASKED),
      heard: z.enum(HEARD_KINDS),
      evidence: z.array(z.object({ name: z.string(), observed: z.string(), weight: z.number() })),
      logOdds: z.number(),
    }),
  ),
});
