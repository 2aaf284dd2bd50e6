import * as z from 'zod/mini';
import type { HouseholdId, PhoneId } from './ids.ts';
import type { Instant } from './instant.ts';

/** Where a browser takes pushes, as its PushSubscription gives it: an uncompressed P-256 point and a secret (RFC 8291 §3). */
export const pushTargetSchema = z.strictObject({
  endpoint: z.string().check(z.minLength(1), z.maxLength(1_000)),
  keys: z.strictObject({
    p256dh: z.string().check(z.regex(/^[\w-]{87}$/)),
    auth: z.string().check(z.regex(/^[\w-]{22}$/)),
  }),
});
export type PushTarget = z.infer<typeof pushTargetSchema>;

/** Whether and where a phone gets pushes. Each phone has one such document. */
export type Subscription = {
  kind: 'subscription';
  household: HouseholdId;
  id: PhoneId;
  version: number;
  /** Missing if the phone turned pushes off or was revoked, or if its push service does not know it any more. */
  target?: PushTarget;
  since: Instant;
};
