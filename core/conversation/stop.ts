import type { Story } from '../confidence/story.ts';
import type { ConversationId, HouseholdId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import type { Room } from '../household/room.ts';
import type { Conversation } from './conversation.ts';
import type { Handler, Step } from './step.ts';
import type { Turn } from './turn.ts';

/** A conversation that was stopped before anything was recorded: its story, and nothing of what was said. */
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

/** Stops a conversation: nothing is recorded, and only the story is kept. */
export function stop(turn: Turn, conversation: Conversation, why: StoppedConversation['why']): Step {
  const { id, story } = conversation;
  const outcome = {
    conversation: { ...conversation, asked: 'nothing' as const },
    reply: { say: [{ code: conversation.held ? 'stopped-still-holding' : 'stopped' } as const] },
  };
  return {
    ...outcome,
    effect: { do: 'keep-story', stopped: { id, at: turn.at, why, story }, room: turn.room },
    ifEffectFails: outcome,
  };
}

/** The platform ended the session. A question that nobody answered makes it a stopped conversation. */
export const sessionEnded: Handler<{ silent: boolean }> = {
  canHandle: ({ heard }) => heard.kind === 'session-ended' && heard,
  handle({ turn, conversation }, { silent }) {
    const unanswered = ['recipient', 'name-again', 'message'].includes(conversation.asked);
    return silent && unanswered ? stop(turn, conversation, 'silence') : { conversation, reply: { say: [] } };
  },
};
