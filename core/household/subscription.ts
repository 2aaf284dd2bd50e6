import type { HouseholdId, PhoneId } from './ids.ts';
import type { Instant } from './instant.ts';

/** A browser's push endpoint and its keys for RFC 8291 as base64url, from the Push API's PushSubscription. */
export type PushTarget = { endpoint: string; keys: { p256dh: string; auth: string } };

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
