import type { ContactId, RoomId } from '../household/ids.ts';
import type { Message } from './message.ts';
import type { PastAnswers, Tally } from '../confidence/past-answers.ts';

/**
 * Counts how past messages were answered, by contact and by room. A release counts as meant. A discard, by phone or by
 * voice, counts as not meant, and "That wasn't me" counts twice. A message that expired counts neither way.
 */
export function tallyPastMessages(messages: readonly Message[]): PastAnswers {
  const contacts = new Map<ContactId, Tally>();
  const rooms = new Map<RoomId, Tally>();
  for (const message of messages) {
    const counted = counts(message);
    contacts.set(message.contact, added(contacts.get(message.contact), counted));
    rooms.set(message.room, added(rooms.get(message.room), counted));
  }
  return { contacts, rooms };
}

const added = (to: Tally = { meant: 0, notMeant: 0 }, { meant, notMeant }: Tally): Tally => ({
  meant: to.meant + meant,
  notMeant: to.notMeant + notMeant,
});

/** "That wasn't me" is about the conversation itself; a plain discard may be a change of mind. */
const NOT_ME = 2;

function counts(message: Message): Tally {
  if (message.state === 'discarded')
    return { meant: 0, notMeant: message.answer?.statement.notMe ? NOT_ME : 1 };
  return { meant: 'answer' in message && message.answer ? 1 : 0, notMeant: 0 };
}
