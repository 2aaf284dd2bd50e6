import * as z from 'zod/mini';
import { phoneActionSchema } from '../household/activity.ts';
import { contactIdSchema, messageIdSchema, phoneIdSchema, roomIdSchema } from '../household/ids.ts';
import { instantSchema } from '../household/instant.ts';
import { HISTORY_EVENTS } from '../message/history-entry.ts';
import { settingNames } from '../household/settings.ts';

/** Everything that is done in a household: a code with its parameters. The phone makes the owner's sentence from it. */
const action = z.discriminatedUnion('code', [
  phoneActionSchema,
  z.object({ code: z.enum(['household-created', 'passkey-removed']) }),
  z.object({ code: z.enum(['contact-saved', 'contact-removed']), contact: contactIdSchema }),
  z.object({ code: z.enum(['phone-renamed', 'phone-revoked']), phone: phoneIdSchema }),
  /** The name of the phone or of the passkey, as it was given then. */
  z.object({ code: z.enum(['phone-admitted', 'passkey-added', 'household-recovered']), name: z.string() }),
  z.object({ code: z.literal('settings-changed'), settings: z.array(z.enum(settingNames)) }),
  z.object({
    code: z.literal('message-changed'),
    message: messageIdSchema,
    room: roomIdSchema,
    event: z.enum(HISTORY_EVENTS),
  }),
]);

/** One line of the activity log. It has no content; the phone takes contacts' and phones' names from the trust list. */
export const activityLineSchema = z.object({
  at: instantSchema,
  /** A phone, a voice, the recovery code, or Second Yes by itself. */
  by: z.union([phoneIdSchema, z.enum(['voice', 'recovery-code', 'second-yes'])]),
  action,
});
export type ActivityLine = z.infer<typeof activityLineSchema>;
export type ActivityAction = ActivityLine['action'];
