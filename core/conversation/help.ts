import type { Conversation } from './conversation.ts';
import type { Handler } from './step.ts';
import { type ReplyTexts, wordsIn } from '../text/replies.ts';

/** What the open question was, to be asked again after help. */
export const questionOf = ({ asked }: Conversation, words: ReplyTexts): string => {
  switch (asked) {
    case 'recipient':
      return words.toWhomAgain;
    case 'name-again':
      return words.nameAgain;
    case 'message':
      return words.messageAgain;
    case 'more':
      return words.heldMore;
    case 'nothing':
      return words.welcomeAgain;
  }
};

/** "Help": what can be said, then the open question again. */
export const help: Handler = {
  canHandle: ({ heard }) => heard.kind === 'help',
  handle(turn, conversation) {
    const words = wordsIn(turn.language);
    const question = questionOf(conversation, words);
    return { conversation, reply: { say: `${words.help} ${question}`, reprompt: question } };
  },
};
