import type { Handler } from './step.ts';
import { words } from './words.ts';

/** "Open Second Yes." */
export const launch: Handler = {
  canHandle: ({ heard }) => heard.kind === 'launch',
  handle: (_turn, conversation) => ({
    conversation,
    reply: { say: words.welcome, reprompt: words.welcomeAgain },
  }),
};
