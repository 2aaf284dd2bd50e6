import { observe } from '../confidence/evidence/registry.ts';
import { type HeardName, matchContact } from '../confidence/names/match-contact.ts';
import { namesOf } from '../confidence/names/name-book.ts';
import { askNext, weighTurn } from './ask.ts';
import type { Recipient } from './conversation.ts';
import { recipientOf } from './find-recipient.ts';
import type { Handler } from './step.ts';

/** The Echo asked for the name once more, without saying it, and heard a name. */
export const nameAgain: Handler<{ recipient: Recipient; name: HeardName }> = {
  canHandle: ({ heard }, conversation) =>
    conversation.asked === 'name-again' &&
    heard.kind === 'send' &&
    heard.name && { recipient: conversation.recipient, name: heard.name },
  handle(situation, { recipient, name }) {
    const { turn, household, model } = situation;
    const match = matchContact(name, household.contacts);
    // The contact may have been removed since it was named.
    const contact = household.contacts.find(({ id }) => id === recipient.contact);
    const observations = observe('name-heard-again', {
      name,
      match,
      expected: {
        contact: recipient.contact,
        names: contact ? namesOf(contact) : [],
        heardAs: recipient.heard,
      },
      askedAt: situation.conversation.story.turns.at(-1)?.at,
      answeredAt: turn.at,
      talk: model.talk,
    });
    const { verdict, conversation } = weighTurn(situation, observations);
    // Another name corrects a recipient whose name was only near; a name that was heard itself stays.
    const corrected = observations.some(one => one.name === 'name-again' && one.observed === 'corrected');
    const agrees = 'contact' in match && (match.contact === recipient.contact || corrected);
    return askNext(turn, conversation, agrees ? recipientOf(match, recipient) : recipient, verdict);
  },
};
