import type { Handler } from './step.ts';
import { words } from './words.ts';

/** "What's waiting?": a count, and never whom it is for or what it says. */
export const waiting: Handler = {
  canHandle: ({ heard }) => heard.kind === 'waiting',
  handle: (_turn, conversation, household) => ({
    conversation,
    reply: { say: words.waiting(household.waiting.length) },
  }),
};
