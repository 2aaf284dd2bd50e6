import type { HouseholdId, PhoneId } from './ids.ts';
import type { Instant } from './instant.ts';

/** Where a browser takes pushes (the Push API's PushSubscription), and its keys for RFC 8291, base64url. */
export type PushTarget = { endpoint: string; keys: { p256dh: string; auth: string } };

/** A phone's word on pushes. One document a phone. */
export type Subscription = {
  kind: 'subscription';
  household: HouseholdId;
  id: PhoneId;
  version: number;
  /** Missing once the phone turned pushes off, was revoked, or its push service no longer knows it. */
  target?: PushTarget;
  since: Instant;
};
