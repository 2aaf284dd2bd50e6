import type { Handler } from './step.ts';
import { wordsIn } from '../text/replies.ts';

/** "Stop" and "cancel", at any point. What is held stays held: the phone has its own yes and no. */
export const stopSession: Handler = {
  canHandle: ({ heard }) => heard.kind === 'stop',
  handle(turn, conversation) {
    const words = wordsIn(turn.language);
    return {
      conversation: { ...conversation, asked: 'nothing' },
      reply: { say: conversation.held ? words.goodbyeHeld : words.goodbye },
    };
  },
};
