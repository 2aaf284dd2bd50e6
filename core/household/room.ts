import type { Contact } from './contact.ts';
import type { Instant } from './instant.ts';
import type { Settings } from './settings.ts';
import type { ConversationId, HouseholdId, MessageId, RoomId } from './ids.ts';
import type { History } from '../confidence/history.ts';
import type { Story } from '../confidence/story.ts';
import type { Ending } from './pauses.ts';

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

/** What a conversation may know of its household. */
export type Household = {
  id: HouseholdId;
  contacts: Contact[];
  settings: Settings;
  rooms: Room[];
  /** Whether a phone is paired. */
  paired: boolean;
  /** Messages that wait for an answer, oldest first. */
  waiting: { id: MessageId; room: RoomId }[];
  /** How recent conversations ended, newest first. */
  endings: Ending[];
  /** What became of earlier messages; missing where it was not counted. */
  history?: History;
  /** Of the last conversations, newest first: for "why did you do that". Missing where that was not asked. */
  stories?: { at: Instant; room: RoomId; story: Story }[];
};

/** A conversation that was stopped before anything was recorded: its story, and no words. */
export type StoppedConversation = {
  kind: 'stopped';
  household: HouseholdId;
  id: ConversationId;
  version: number;
  at: Instant;
  room: Pick<Room, 'id' | 'name'>;
  why: 'unlikely' | 'silence';
  story: Story;
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
