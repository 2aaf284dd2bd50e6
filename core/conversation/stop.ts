import type { StopReason, Story } from '../confidence/story.ts';
import type { ConversationId, HouseholdId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import type { Room } from '../household/room.ts';
import { type Conversation, ended } from './conversation.ts';
import type { ReplyPart } from './reply.ts';
import type { Step, Weighed } from './step.ts';

/** A conversation that was stopped before anything was recorded: its story, and nothing of what was said. */
export type StoppedConversation = {
  kind: 'stopped';
  household: HouseholdId;
  id: ConversationId;
  version: number;
  at: Instant;
  room: Pick<Room, 'id' | 'name'>;
  why: StopReason;
  story: Story;
};

/** Stops a conversation: nothing is recorded, and only the story is kept. */
export function stop(
  { turn, conversation }: Weighed,
  why: StopReason,
  say: ReplyPart = { code: conversation.held ? 'stopped-still-holding' : 'stopped' },
): Step {
  const { id, story } = conversation;
  const outcome = {
    conversation: ended(conversation),
    reply: { say: [say] },
  };
  return {
    ...outcome,
    effect: { do: 'keep-story', stopped: { id, at: turn.at, why, story }, room: turn.room },
    ifEffectFails: outcome,
  };
}

/** Ends a conversation that the Echo could not understand. That is no accident. */
export const giveUp = (
  weighed: Weighed,
  say: ReplyPart = { code: weighed.conversation.held ? 'gave-up-still-holding' : 'gave-up' },
): Step => stop(weighed, 'not-understood', say);

/** Whether the Echo waits for a part of the message: the recipient, the name again, or the message itself. */
export const hasOpenQuestion = ({ asked }: Conversation): boolean =>
  asked === 'recipient' || asked === 'name-again' || asked === 'message';
