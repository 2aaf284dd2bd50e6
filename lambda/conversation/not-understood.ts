import { questionOf } from './help.ts';
import type { Handler } from './step.ts';
import { words } from './words.ts';

/** Nothing was asked and nothing was understood. */
export const notUnderstood: Handler = {
  canHandle: () => true,
  handle: (_turn, conversation) => ({
    conversation,
    reply: {
      say: conversation.asked === 'more' ? words.heldMore : words.notUnderstood,
      reprompt: questionOf(conversation),
    },
  }),
};
