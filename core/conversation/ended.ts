import { stop } from './ask.ts';
import type { Handler } from './step.ts';

/** The platform ended the session. A question that was left unanswered in silence is a stopped conversation. */
export const ended: Handler = {
  canHandle: ({ heard }) => heard.kind === 'ended',
  handle(turn, conversation) {
    const unanswered = ['recipient', 'name-again', 'message'].includes(conversation.asked);
    const silent = turn.heard.kind === 'ended' && turn.heard.silent;
    return silent && unanswered ? stop(turn, conversation, 'silence') : { conversation, reply: { say: '' } };
  },
};
