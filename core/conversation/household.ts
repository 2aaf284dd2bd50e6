import type { History } from '../confidence/history.ts';
import type { Story } from '../confidence/story.ts';
import type { Contact } from '../household/contact.ts';
import type { HouseholdId, MessageId, RoomId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import type { Ending } from '../household/pauses.ts';
import type { Room } from '../household/room.ts';
import type { Settings } from '../household/settings.ts';

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
