import type { Handler } from './step.ts';
import { wordsIn } from '../text/replies.ts';

/** "What's waiting?": a count, and never whom it is for or what it says. */
export const waiting: Handler = {
  canHandle: ({ heard }) => heard.kind === 'waiting',
  handle: (turn, conversation, household) => ({
    conversation,
    reply: { say: wordsIn(turn.language).waiting(household.waiting.length) },
  }),
};
