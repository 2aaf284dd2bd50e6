import type { ContactId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import { isWaiting, type Message, type MessageState } from './message.ts';

/** What became of one message. `contact` is who it went to, or was held for if no phone released it. */
export type PastMessage = { contact: ContactId; heldAt: Instant; state: MessageState };

/** What became of messages as of `now`, in the order given. */
export const listPastMessages = (messages: readonly Message[], now: Instant): PastMessage[] =>
  messages.map(message => ({
    contact: releasedTo(message) ?? message.contact,
    heldAt: message.heldAt,
    state: stateOf(message, now),
  }));

function stateOf(message: Message, now: Instant): MessageState {
  if (message.state === 'failed') return message.mayHaveArrived ? 'unknown' : 'failed';
  // The courier notes it a moment later.
  const isOver = isWaiting(message) && now >= message.holdUntil;
  return isOver ? 'expired' : message.state;
}

/** The contact that a phone released the message to; undefined if none did. */
export function releasedTo(message: Message): ContactId | undefined {
  const statement = 'answer' in message ? message.answer?.statement : undefined;
  return statement && 'contact' in statement ? statement.contact : undefined;
}
