import { type Model, model } from '../confidence/model.ts';
import type { Household } from './household.ts';
import { add } from './add.ts';
import { content } from './content.ts';
import type { Conversation } from './conversation.ts';
import { discard } from './discard.ts';
import { ended } from './ended.ts';
import { help } from './help.ts';
import { launch } from './launch.ts';
import { miss } from './miss.ts';
import { nameAgain } from './name-again.ts';
import { notUnderstood } from './not-understood.ts';
import { pairPhone } from './pair-phone.ts';
import { send } from './send.ts';
import type { Handler, Step } from './step.ts';
import { stopSession } from './stop-session.ts';
import type { Turn } from './turn.ts';
import { waiting } from './waiting.ts';
import { whoFor } from './who-for.ts';
import { why } from './why.ts';

/** In the order in which they are asked: answers to an open question first, then what can be said at any time. */
const HANDLERS: readonly Handler[] = [
  ended,
  stopSession,
  content,
  nameAgain,
  whoFor,
  miss,
  send,
  add,
  discard,
  waiting,
  why,
  pairPhone,
  launch,
  help,
  notUnderstood,
];

/** The whole conversation logic: one turn in, one step out. `by`: the weights, the committed ones unless another is judged. */
export function respond(
  turn: Turn,
  conversation: Conversation,
  household: Household,
  by: Model = model,
): Step {
  const handler = HANDLERS.find(one => one.canHandle(turn, conversation)) ?? notUnderstood;
  return handler.handle(turn, conversation, household, by);
}
