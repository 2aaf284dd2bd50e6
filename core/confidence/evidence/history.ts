import type { ContactId, RoomId } from '../../household/ids.ts';
import { type History, meantRate, type Tally } from '../history.ts';
import { observe, type Observation } from '../weigh.ts';

/** Two answers at least; with three of three meant the mean is 0.8, with none of two it is 0.25. */
const ENOUGH = 2;
const MOSTLY_MEANT = 0.8;
const MOSTLY_NOT = 0.4;

/**
 * What became of earlier messages to this contact and from this room: Beta counts of releases against discards and
 * "that wasn't me". A room with a television earns distrust, a contact that is written to daily earns trust, in
 * this household only. No public data: set by hand. Missing until there were two answers. Range: ±1 each.
 */
export function historyEvidence(
  history: History | undefined,
  { contact, room }: { contact: ContactId | undefined; room: RoomId },
): Observation[] {
  const ofContact = contact && standingOf(history?.contacts.get(contact));
  const ofRoom = standingOf(history?.rooms.get(room));
  return [
    ...(ofContact ? [observe('contact-history', ofContact, REASONS.contact[ofContact])] : []),
    ...(ofRoom ? [observe('room-history', ofRoom, REASONS.room[ofRoom])] : []),
  ];
}

function standingOf(tally: Tally | undefined): keyof (typeof REASONS)['contact'] | undefined {
  if (!tally || tally.meant + tally.notMeant < ENOUGH) return undefined;
  const rate = meantRate(tally);
  return rate >= MOSTLY_MEANT ? 'mostly-meant' : rate <= MOSTLY_NOT ? 'mostly-not-meant' : 'mixed';
}

const REASONS = {
  contact: {
    'mostly-meant': 'Earlier messages to this contact were mostly meant.',
    mixed: 'Earlier messages to this contact were meant about as often as not.',
    'mostly-not-meant': 'Earlier messages to this contact were mostly not meant.',
  },
  room: {
    'mostly-meant': 'Earlier messages from this room were mostly meant.',
    mixed: 'Earlier messages from this room were meant about as often as not.',
    'mostly-not-meant': 'Earlier messages from this room were mostly not meant.',
  },
} as const;
