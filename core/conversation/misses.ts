import { askMessage, openQuestion, weighTurn } from './ask.ts';
import { type Conversation, ended } from './conversation.ts';
import type { Situation, Step } from './step.ts';
import { giveUp, hasOpenQuestion } from './stop.ts';
import type { Turn } from './turn.ts';

/** After this many turns in a row that said nothing, the microphone is closed. */
const MISSES_LIMIT = 2;

/** Asks the open question again, or says what can be said if none is open. */
export function missed(situation: Situation): Step {
  if (!hasOpenQuestion(situation.conversation)) {
    const { conversation } = situation;
    const question = openQuestion(conversation);
    const say = conversation.asked === 'more' ? question : ({ code: 'not-understood' } as const);
    return { conversation, reply: { say: [say], reprompt: question }, missed: true };
  }
  const { conversation } = weighTurn(situation, []);
  if (conversation.asked === 'message')
    return { ...askMessage(conversation, conversation.recipient, { code: 'empty-message' }), missed: true };
  const question = openQuestion(conversation);
  return { conversation, reply: { say: [question], reprompt: question }, missed: true };
}

/**
 * Counts the turns in a row that said nothing. At the limit it closes the microphone, so that it does not stay open for
 * talk in the room.
 */
export function limitMisses(turn: Turn, step: Step, before: Conversation): Step {
  if (!step.missed) return step;
  const conversation = { ...step.conversation, misses: before.misses + 1 };
  if (conversation.misses < MISSES_LIMIT) return { ...step, conversation };
  if (hasOpenQuestion(conversation)) return giveUp({ turn, conversation });
  return {
    conversation: ended(conversation),
    reply: { say: [{ code: conversation.held ? 'goodbye-still-holding' : 'goodbye' }] },
  };
}
