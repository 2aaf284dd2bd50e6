import { findRecipient } from './find-recipient.ts';
import type { Handler } from './step.ts';

/** "To whom?" was asked and a name was heard. */
export const whoFor: Handler = {
  canHandle: (turn, { asked }) =>
    asked === 'recipient' && turn.heard.kind === 'send' && turn.heard.name !== undefined,
  handle(turn, conversation, household, model) {
    if (turn.heard.kind !== 'send' || !turn.heard.name) throw new Error('canHandle was not asked');
    return findRecipient(turn, conversation, turn.heard.name, household, model);
  },
};
