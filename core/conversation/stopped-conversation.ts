import type { Story } from '../confidence/story.ts';
import type { ConversationId, HouseholdId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import type { Room } from '../household/room.ts';

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
