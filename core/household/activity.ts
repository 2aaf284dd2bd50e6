import * as z from 'zod/mini';
import { type HouseholdId, type PhoneId, roomIdSchema } from './ids.ts';
import type { Instant } from './instant.ts';

/** What a phone did that neither the trust list nor a message's history records. No content and no names. */
export const phoneActionSchema = z.discriminatedUnion('code', [
  z.object({ code: z.enum(['room-renamed', 'room-paused', 'room-resumed']), room: roomIdSchema }),
  z.object({ code: z.enum(['household-exported', 'push-turned-on', 'push-turned-off']) }),
]);
export type PhoneAction = z.infer<typeof phoneActionSchema>;

/** One phone action, stored as a document. */
export type Activity = {
  kind: 'activity';
  household: HouseholdId;
  id: string;
  version: number;
  at: Instant;
  by: PhoneId;
  action: PhoneAction;
};
