import * as z from 'zod/mini';
import { instantSchema } from '../household/instant.ts';

/**
 * A problem that keeps messages from arriving and that the owner can mend: the mail server refuses the login, or cannot be
 * reached; a mail came back; the disk is nearly full; a push service has given a phone up; the clock shows an earlier time
 * than before.
 */
const TROUBLES = [
  'mail-refused',
  'mail-not-reached',
  'mail-came-back',
  'disk-nearly-full',
  'push-lost',
  'clock-wrong',
] as const;
export type Trouble = (typeof TROUBLES)[number];

/** A phone takes the code of a later version as it is, and shows nothing for it. */
export const troubleSchema = z.object({ code: z.string(), since: instantSchema });
export type TroubleView = z.infer<typeof troubleSchema>;
