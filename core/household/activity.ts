import type { HouseholdId, PhoneId, RoomId } from './ids.ts';
import type { Instant } from './instant.ts';

/** What a phone did that neither the trust list nor a message's history tells. No content, and no names. */
export type Deed =
  | { what: 'room-named' | 'room-paused' | 'room-resumed'; room: RoomId }
  | { what: 'exported' | 'push-on' | 'push-off' };

/** One line of the activity log, kept as a document of its own. */
export type Activity = {
  kind: 'activity';
  household: HouseholdId;
  id: string;
  version: number;
  at: Instant;
  by: PhoneId;
  did: Deed;
};
