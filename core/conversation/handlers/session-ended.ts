import type { Handler } from '../step.ts';
import { hasOpenQuestion, stop } from '../stop.ts';

/** The platform ended the session. A question that nobody answered makes it a stopped conversation. */
export const sessionEnded: Handler<{ silent: boolean }> = {
  canHandle: ({ heard }) => heard.kind === 'session-ended' && heard,
  handle({ turn, conversation }, { silent }) {
    const unanswered = hasOpenQuestion(conversation);
    return silent && unanswered
      ? stop({ turn, conversation }, 'silence')
      : { conversation, reply: { say: [] } };
  },
};
