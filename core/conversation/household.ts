import type { PastAnswers } from '../confidence/past-answers.ts';
import type { Story } from '../confidence/story.ts';
import type { Contact } from '../household/contact.ts';
import type { HouseholdId, MessageId, RoomId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import type { Ending } from '../household/pauses.ts';
import type { PastMessage } from '../message/list-past-messages.ts';
import type { Room } from '../household/room.ts';
import type { Settings } from '../household/settings.ts';

/** A household as a conversation sees it. */
export type Household = {
  id: HouseholdId;
  contacts: Contact[];
  settings: Settings;
  rooms: Room[];
  /** Whether a phone is paired. */
  paired: boolean;
  /** Messages that wait for an answer, oldest first. */
  waiting: { id: MessageId; room: RoomId; holdUntil: Instant }[];
  /** How recent conversations ended, newest first. */
  endings: Ending[];
  /** What became of earlier messages; missing if nobody counted it. */
  pastAnswers?: PastAnswers;
  /** What became of the last messages, newest first; missing if nobody listed it. */
  pastMessages?: PastMessage[];
  /** The last messages, whatever became of them; missing if nobody listed them. */
  messages?: MessageId[];
  /** The stories of the last conversations, newest first; loaded only for a turn that asks about them. */
  stories?: { at: Instant; room: RoomId; story: Story }[];
};
