import { committedModel, type Model } from '../confidence/model.ts';
import { haveSameSeed, timeIn } from '../household/ids.ts';
import { add } from './handlers/add.ts';
import { content } from './handlers/content.ts';
import type { Conversation } from './conversation.ts';
import { discard } from './handlers/discard.ts';
import type { Household } from './household.ts';
import { messageIdOf } from './hold.ts';
import { miss } from './handlers/miss.ts';
import { limitMisses, missed } from './misses.ts';
import { nameAgain } from './handlers/name-again.ts';
import { recipientAnswer } from './handlers/recipient-answer.ts';
import { send } from './handlers/send.ts';
import { deliveryStatus } from './handlers/delivery-status.ts';
import {
  addContact,
  countWaiting,
  help,
  launch,
  pairPhone,
  repeat,
  stopSession,
  yesToAdd,
} from './handlers/simple-replies.ts';
import type { Handler, Step } from './step.ts';
import { sessionEnded } from './handlers/session-ended.ts';
import { tell } from './handlers/tell.ts';
import type { Turn } from './turn.ts';
import { why } from './handlers/why.ts';

/** The first handler that can handle a turn does. Answers to an open question come before what can be said at any time. */
const HANDLERS: readonly Handler<unknown>[] = [
  sessionEnded,
  launch,
  stopSession,
  repeat,
  content,
  nameAgain,
  recipientAnswer,
  tell,
  send,
  miss,
  yesToAdd,
  add,
  discard,
  countWaiting,
  deliveryStatus,
  why,
  pairPhone,
  addContact,
  help,
];

/** The whole conversation logic: one turn in, one step out. `model` is the model that weighs the turn. */
export function respond(
  received: Turn,
  conversation: Conversation,
  household: Household,
  model: Model = committedModel,
): Step {
  const turn = withFirstTimestamp(received, household);
  const situation = { turn, conversation: { ...conversation, misses: 0 }, household, model };
  for (const handler of HANDLERS) {
    const matched = handler.canHandle(turn, conversation);
    if (matched) return limitMisses(turn, handler.handle(situation, matched), conversation);
  }
  return limitMisses(turn, missed(situation), conversation);
}

/** Alexa may repeat a request with another timestamp. The first one counts, so that it makes the same message again. */
function withFirstTimestamp(turn: Turn, { messages = [] }: Household): Turn {
  const id = messageIdOf(turn);
  const first = messages.find(known => haveSameSeed(known, id));
  return first ? { ...turn, at: timeIn(first) } : turn;
}
