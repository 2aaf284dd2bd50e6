import { committedModel, type Model } from '../confidence/model.ts';
import { add } from './add.ts';
import { content } from './content.ts';
import type { Conversation } from './conversation.ts';
import { discard } from './discard.ts';
import type { Household } from './household.ts';
import { limitMisses, miss, missed } from './miss.ts';
import { nameAgain } from './name-again.ts';
import { recipientAnswer } from './find-recipient.ts';
import { send } from './send.ts';
import { deliveryStatus } from './delivery-status.ts';
import { addContact, countWaiting, help, launch, pairPhone, repeat, stopSession } from './simple-replies.ts';
import type { Handler, Step } from './step.ts';
import { sessionEnded } from './stop.ts';
import { tell } from './tell.ts';
import type { Turn } from './turn.ts';
import { why } from './why.ts';

/** The first handler that can handle a turn does. Answers to an open question come before what can be said at any time. */
const HANDLERS: readonly Handler<unknown>[] = [
  sessionEnded,
  stopSession,
  repeat,
  content,
  nameAgain,
  recipientAnswer,
  tell,
  send,
  miss,
  add,
  discard,
  countWaiting,
  deliveryStatus,
  why,
  pairPhone,
  addContact,
  launch,
  help,
];

/** The whole conversation logic: one turn in, one step out. `model` is the model that weighs the turn. */
export function respond(
  turn: Turn,
  conversation: Conversation,
  household: Household,
  model: Model = committedModel,
): Step {
  const situation = { turn, conversation: { ...conversation, misses: 0 }, household, model };
  for (const handler of HANDLERS) {
    const matched = handler.canHandle(turn, conversation);
    if (matched) return limitMisses(turn, handler.handle(situation, matched), conversation);
  }
  return limitMisses(turn, missed(situation), conversation);
}
