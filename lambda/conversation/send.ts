import { openingEvidence } from '../confidence/evidence-opening.ts';
import { askRecipient, weighed } from './ask.ts';
import { newConversation } from './conversation.ts';
import { findRecipient } from './find-recipient.ts';
import type { Handler } from './step.ts';
import { words } from './words.ts';

/** "Send a message", with or without a name, at the start or after an earlier message. */
export const send: Handler = {
  canHandle: (turn, { asked }) => turn.heard.kind === 'send' && (asked === 'nothing' || asked === 'more'),
  handle(turn, before, household, model) {
    if (turn.heard.kind !== 'send') throw new Error('canHandle was not asked');
    if (!household.paired) return { conversation: before, reply: { say: words.pairFirst } };
    if (household.contacts.length === 0) return { conversation: before, reply: { say: words.noContacts } };

    const { name } = turn.heard;
    const fresh = { ...newConversation(before.id, model), ...(before.held && { held: before.held }) };
    const opening = openingEvidence(turn.opens && name ? 'one-shot' : 'opened');
    if (name) return findRecipient(turn, fresh, name, household, model, [opening]);
    return askRecipient(weighed(turn, fresh, [opening], model).conversation, words.toWhom);
  },
};
