import type { Handler } from './step.ts';
import { wordsIn } from '../text/replies.ts';

/** "Open Second Yes." */
export const launch: Handler = {
  canHandle: ({ heard }) => heard.kind === 'launch',
  handle(turn, conversation) {
    const { welcome, welcomeAgain } = wordsIn(turn.language);
    return { conversation, reply: { say: welcome, reprompt: welcomeAgain } };
  },
};
