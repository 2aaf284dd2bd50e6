import type { Pairing } from '../../../core/approval/pairing-code.ts';
import type { HouseholdId, PhoneId, RoomId } from '../../../core/household/ids.ts';
import type { HouseholdDocument } from '../../../core/household/room.ts';
import { instant } from '../../../core/household/instant.ts';
import type { Subscription } from '../../../core/household/subscription.ts';
import type { SeenProof } from '../../../services/ports/documents.ts';

/** Two households, and the end of a proof if the test gives no other. */
export const home = 'home' as HouseholdId;
export const away = 'away' as HouseholdId;
export const noon = 1_800_000_000_000;

/** A household with one room of this name. */
export const aHouseholdDocument = (room: string, household = home): HouseholdDocument => ({
  kind: 'household',
  household,
  id: 'household',
  version: 0,
  rooms: [{ id: 'room-1' as RoomId, name: room }],
});

/** The subscription of a phone that takes no pushes. */
export const aSubscription = (id: string, household = home): Subscription => ({
  kind: 'subscription',
  household,
  id: id as PhoneId,
  version: 0,
  since: instant(noon),
});

/** A used proof. */
export const aProof = (id: string, until = noon, household = home): SeenProof => ({
  kind: 'proof',
  household,
  id,
  version: 0,
  until: instant(until),
});

/** It has expired, but a purge deletes proofs only. */
export const anOldPairing: Pairing = {
  kind: 'pairing',
  household: home,
  id: 'pairing',
  version: 0,
  admits: 'first',
  mac: 'mac',
  until: instant(noon - 1),
  used: true,
  tries: [],
};
