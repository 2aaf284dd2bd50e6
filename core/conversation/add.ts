import type { Handler } from './step.ts';
import { wordsIn } from '../text/replies.ts';

/** "Add …" after a message was held: one dictation is about one breath. */
export const add: Handler = {
  canHandle: ({ heard }, { asked, held }) => heard.kind === 'add' && asked === 'more' && held !== undefined,
  handle(turn, conversation) {
    const words = wordsIn(turn.language);
    if (turn.heard.kind !== 'add' || !conversation.held) throw new Error('canHandle was not asked');
    const more = turn.heard.words.trim();
    if (more === '') return { conversation, reply: { say: words.nothingToAdd, reprompt: words.heldMore } };
    return {
      conversation,
      reply: { say: words.added, reprompt: words.heldMore },
      effect: { do: 'extend', message: conversation.held, words: more, request: turn.request },
      otherwise: { conversation, reply: { say: words.notAdded, reprompt: words.heldMore } },
    };
  },
};
