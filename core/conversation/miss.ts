import { askMessage, askRecipient, openQuestion, weighTurn } from './ask.ts';
import type { Conversation } from './conversation.ts';
import type { Handler, Situation, Step } from './step.ts';
import { giveUp, hasOpenQuestion } from './stop.ts';
import type { Turn } from './turn.ts';

/** After this many turns in a row that said nothing, the microphone is closed. */
const MISSES_LIMIT = 2;

/**
 * A question is open and the turn does not answer it. While the message is asked for, the platform may take content for
 * any other intent and drop its words, so little else acts then. Not understanding somebody is no evidence of an
 * accident: the question is asked again.
 */
export const miss: Handler = {
  canHandle({ heard }, conversation) {
    switch (heard.kind) {
      case 'stop':
      case 'help':
      case 'repeat':
      case 'session-ended':
        return false;
      case 'explain':
      case 'add-contact':
        return conversation.asked === 'message';
      default:
        return hasOpenQuestion(conversation);
    }
  },
  handle: missed,
};

/** Asks the open question again, or says what can be said if none is open. */
export function missed(situation: Situation): Step {
  if (!hasOpenQuestion(situation.conversation)) {
    const { conversation } = situation;
    const question = openQuestion(conversation);
    const say = conversation.asked === 'more' ? question : ({ code: 'not-understood' } as const);
    return { conversation, reply: { say: [say], reprompt: question }, missed: true };
  }
  const { conversation } = weighTurn(situation, []);
  switch (conversation.asked) {
    case 'message':
      return { ...askMessage(conversation, conversation.recipient, { code: 'empty-message' }), missed: true };
    case 'name-again':
      return {
        conversation,
        reply: { say: [{ code: 'ask-name-again' }], reprompt: { code: 'ask-name-again' } },
        missed: true,
      };
    default:
      return { ...askRecipient(conversation, { code: 'ask-recipient-again' }), missed: true };
  }
}

/**
 * Counts the turns in a row that said nothing. At the limit it closes the microphone, so that it does not stay open for
 * talk in the room.
 */
export function limitMisses(turn: Turn, step: Step, before: Conversation): Step {
  if (!step.missed) return step;
  const conversation = { ...step.conversation, misses: before.misses + 1 };
  if (conversation.misses < MISSES_LIMIT) return { ...step, conversation };
  if (hasOpenQuestion(conversation)) return giveUp(turn, conversation);
  return {
    conversation: { ...conversation, asked: 'nothing' },
    reply: { say: [{ code: conversation.held ? 'goodbye-still-holding' : 'goodbye' }] },
  };
}
