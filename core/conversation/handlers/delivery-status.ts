import { type HeardName, matchContact } from '../../confidence/names/match-contact.ts';
import type { Contact } from '../../household/contact.ts';
import type { ContactId } from '../../household/ids.ts';
import { type Duration, hours } from '../../household/instant.ts';
import type { Handler } from '../step.ts';

/** Somebody who asks means a message of these days; what became of older ones stands on the phone. */
const ASKED_ABOUT: Duration = hours(72);

/**
 * "Did Anna get my message?": the state of the newest message to that contact, or of the newest one. The answer has
 * neither content nor a name, as everybody in the room hears it. It is no evidence.
 */
export const deliveryStatus: Handler<{ name: HeardName | undefined }> = {
  canHandle: ({ heard }) => heard.kind === 'delivery-status' && { name: heard.name },
  handle({ turn, conversation, household: { contacts, pastMessages = [] } }, { name }) {
    const meant = name && contactsCalled(name, contacts);
    const newest = pastMessages.find(
      ({ contact, heldAt }) => turn.at - heldAt < ASKED_ABOUT && (!meant || meant.includes(contact)),
    );
    return { conversation, reply: { say: [{ code: 'delivery', state: newest?.state ?? 'none' }] } };
  },
};

function contactsCalled(name: HeardName, contacts: readonly Contact[]): ContactId[] {
  const match = matchContact(name, contacts);
  if (match.kind === 'none') return [];
  return match.kind === 'ambiguous' ? match.contacts : [match.contact];
}
