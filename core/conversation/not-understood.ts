import { questionOf } from './help.ts';
import type { Handler } from './step.ts';
import { wordsIn } from '../text/replies.ts';

/** Nothing was asked and nothing was understood. */
export const notUnderstood: Handler = {
  canHandle: () => true,
  handle(turn, conversation) {
    const words = wordsIn(turn.language);
    return {
      conversation,
      reply: {
        say: conversation.asked === 'more' ? words.heldMore : words.notUnderstood,
        reprompt: questionOf(conversation, words),
      },
    };
  },
};
