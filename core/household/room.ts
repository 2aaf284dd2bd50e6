import type { Instant } from './instant.ts';
import type { HouseholdId, RoomId } from './ids.ts';

/** One Echo, named by the owner. */
export type Room = {
  id: RoomId;
  name: string;
  /** Sending from it is paused since then: after accidents in a row, or because a phone said so. */
  pausedAt?: Instant;
  /** A phone said then that it goes on; what happened before counts no more. */
  resumedAt?: Instant;
  /** When the last conversations from it were stopped, newest first; missing where none was. */
  stoppedAt?: Instant[];
};

/** The rooms heard from so far. One document a household; what its owner has set stands in the trust list. */
export type HouseholdDocument = {
  kind: 'household';
  household: HouseholdId;
  id: 'household';
  version: number;
  rooms: Room[];
};

/** A new room gets a number until its owner names it. */
export function withRoom(rooms: Room[], id: RoomId): Room[] {
  return rooms.some(room => room.id === id) ? rooms : [...rooms, { id, name: `Echo ${rooms.length + 1}` }];
}

/** How many stopped conversations are looked back at: more than pause a room, or than anybody asks about. */
export const STOPPED_LOOKED_AT = 5;

/** The room with these among the times when conversations from it were stopped; itself where it has them already. */
export function withStopped(room: Room, times: readonly Instant[]): Room {
  const known = room.stoppedAt ?? [];
  const stoppedAt = [...new Set([...known, ...times])].toSorted((a, b) => b - a).slice(0, STOPPED_LOOKED_AT);
  return stoppedAt.some((at, i) => at !== known[i]) ? { ...room, stoppedAt } : room;
}
