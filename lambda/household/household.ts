import type { Contact } from './contact.ts';
import { type Duration, hours, type Instant } from './instant.ts';
import type { ConversationId, HouseholdId, MessageId, RoomId } from './ids.ts';
import type { History } from '../confidence/history.ts';
import type { Story } from '../confidence/story.ts';

/** One Echo, named by the owner. */
export type Room = { id: RoomId; name: string };

/** What the owner has set, and the rooms heard from so far. One document a household. */
export type HouseholdDocument = {
  kind: 'household';
  household: HouseholdId;
  id: 'household';
  version: number;
  rooms: Room[];
};

/** How long an answer is accepted, how long a released message is attempted, how long content stays after the end. */
export const terms: { hold: Duration; send: Duration; retention: Duration } = {
  hold: hours(1),
  send: hours(24),
  retention: hours(24),
};

/** What a conversation may know of its household. */
export type Household = {
  id: HouseholdId;
  contacts: Contact[];
  /** Whether a phone is paired. */
  paired: boolean;
  /** Messages that wait for an answer, oldest first. */
  waiting: { id: MessageId; room: RoomId }[];
  /** What became of earlier messages; missing where it was not counted. */
  history?: History;
  /** Of the last conversations, newest first: for "why did you do that". */
  stories?: { at: Instant; room: RoomId; story: Story }[];
};

/** A conversation that was stopped before anything was recorded: its story, and no words. */
export type StoppedConversation = {
  kind: 'stopped';
  household: HouseholdId;
  id: ConversationId;
  version: number;
  at: Instant;
  room: Room;
  why: 'unlikely' | 'silence';
  story: Story;
};

/** A new room gets a number until its owner names it. */
export function withRoom(rooms: Room[], id: RoomId): Room[] {
  return rooms.some(room => room.id === id) ? rooms : [...rooms, { id, name: `Echo ${rooms.length + 1}` }];
}
