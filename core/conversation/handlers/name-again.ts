import { observe } from '../../confidence/evidence/registry.ts';
import { type HeardName, matchContact } from '../../confidence/names/match-contact.ts';
import { namesOf } from '../../confidence/names/sayings.ts';
import { askNext, weighTurn } from '../ask.ts';
import type { Recipient } from '../conversation.ts';
import { recipientOf } from '../find-recipient.ts';
import { send } from './send.ts';
import type { Handler } from '../step.ts';
import { correctedName } from '../understanding/corrected-name.ts';
import { requestWordsIn } from '../understanding/request-words.ts';

/** The Echo asked for the name once more, without saying it, and heard a name. */
export const nameAgain: Handler<{ recipient: Recipient; name: HeardName }> = {
  canHandle({ heard }, conversation) {
    if (conversation.asked !== 'name-again' || heard.kind !== 'send') return false;
    const name = heard.nameAgain ?? heard.name;
    return name && { recipient: conversation.recipient, name };
  },
  handle(situation, { recipient, name }) {
    const { turn, household, model } = situation;
    const correction = correctedName(name.text, requestWordsIn(turn.language));
    const isRequest = turn.heard.kind === 'send' && turn.heard.name !== undefined;
    const match = matchContact(
      correction === undefined ? name : { text: correction, resolved: [] },
      household.contacts,
    );
    // "No, David", or a whole new request with another name.
    if (
      (correction !== undefined || isRequest) &&
      match.kind !== 'none' &&
      !isContact(match, recipient.contact)
    )
      return send.handle(situation, { name: { text: correction ?? name.text, resolved: name.resolved } });
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
    return askNext({ turn, conversation }, agrees ? recipientOf(match, recipient) : recipient, verdict);
  },
};

const isContact = (match: ReturnType<typeof matchContact>, contact: Recipient['contact']): boolean =>
  'contact' in match
    ? match.contact === contact
    : match.kind === 'ambiguous' && match.contacts.includes(contact);
