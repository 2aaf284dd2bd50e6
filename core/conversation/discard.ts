import { without } from '../household/without.ts';
import type { Handler } from './step.ts';
import { wordsIn } from '../text/replies.ts';

/** "Discard it": what this conversation holds, or the one message that waits from this room. */
export const discard: Handler = {
  canHandle: ({ heard }) => heard.kind === 'discard',
  handle(turn, conversation, { waiting }) {
    const words = wordsIn(turn.language);
    const fromHere = waiting.filter(({ room }) => room === turn.room).map(({ id }) => id);
    const [only] = fromHere;
    const message = conversation.held ?? only;
    if (!message) return { conversation, reply: { say: words.nothingToDiscard } };
    if (!conversation.held && fromHere.length > 1)
      return { conversation, reply: { say: words.manyToDiscard } };
    const after = { ...without(conversation, 'held'), asked: 'nothing' as const };
    return {
      conversation: after,
      reply: { say: words.discarded },
      effect: { do: 'discard', message },
      otherwise: { conversation: after, reply: { say: words.notDiscarded } },
    };
  },
};
