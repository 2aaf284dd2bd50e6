import * as z from 'zod/mini';
import { required, stored } from './environment.ts';

/** What the skill's function is told. Without `SKILL_ID` it answers every skill that may call it. */
export const skillEnvironment = z.object({
  ...stored,
  COMPANION_FUNCTION: required(/^[\w-]{1,64}$/, 'the name of a function'),
  SKILL_ID: z.optional(required(/^amzn1\.ask\.skill\.[\w-]+$/, 'amzn1.ask.skill.…')),
});
