import type { Instant } from './instant.ts';
import type { HouseholdId, PhoneId, RoomId } from './ids.ts';

/** One Echo, named by the owner. */
export type Room = {
  id: RoomId;
  name: string;
  /** Since when sending from the room is paused, after accidents in a row or by a phone. */
  pausedAt?: Instant;
  /** The phone that paused it; missing where accidents in a row did. */
  pausedBy?: PhoneId;
  /** When a phone resumed the room. Earlier accidents do not count towards the next pause. */
  resumedAt?: Instant;
  /** When the latest accidents in the room were stopped, newest first; missing if none was. */
  stoppedAt?: Instant[];
};

/** The rooms that the skill has heard from. Each household has one such document. */
export type HouseholdDocument = {
  kind: 'household';
  household: HouseholdId;
  id: 'household';
  version: number;
  rooms: Room[];
};

/** Adds a room if it is new. It is called by a number until its owner names it. */
export function addRoom(rooms: Room[], id: RoomId): Room[] {
  return rooms.some(room => room.id === id) ? rooms : [...rooms, { id, name: `Echo ${rooms.length + 1}` }];
}

/** How many stopped conversations are read: more than pause a room, and more than anybody asks about. */
export const STOPPED_READ = 5;

/** Adds the times of accidents. Gives the same object if the room has them already. */
export function addAccidentTimes(room: Room, times: readonly Instant[]): Room {
  const known = room.stoppedAt ?? [];
  const stoppedAt = [...new Set([...known, ...times])].toSorted((a, b) => b - a).slice(0, STOPPED_READ);
  return stoppedAt.some((at, i) => at !== known[i]) ? { ...room, stoppedAt } : room;
}
