import type { Handler } from './step.ts';
import { wordsIn } from '../text/replies.ts';

/** "Pair my phone": the code goes on a card, and is never spoken. It opens only a house without a phone. */
export const pairPhone: Handler = {
  canHandle: ({ heard }) => heard.kind === 'pair',
  handle(turn, conversation, { paired }) {
    const words = wordsIn(turn.language);
    if (paired) return { conversation, reply: { say: words.pairedAlready } };
    return {
      conversation,
      reply: { say: words.pairing },
      effect: { do: 'offer-pairing' },
      otherwise: { conversation, reply: { say: words.notPaired } },
    };
  },
};
