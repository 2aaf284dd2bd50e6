import { nameAgainEvidence } from '../confidence/evidence-name-again.ts';
import { matchContact } from '../confidence/match-contact.ts';
import { askNext, weighed } from './ask.ts';
import type { Handler } from './step.ts';

/** The name was asked for once more, without having been said by the Echo, and a name was heard. */
export const nameAgain: Handler = {
  canHandle: (turn, { asked, recipient }) =>
    asked === 'name-again' &&
    recipient !== undefined &&
    turn.heard.kind === 'send' &&
    turn.heard.name !== undefined,
  handle(turn, before, household) {
    if (turn.heard.kind !== 'send' || !turn.heard.name || !before.recipient)
      throw new Error('canHandle was not asked');
    const match = matchContact(turn.heard.name, household.contacts);
    const { standing, conversation } = weighed(turn, before, [nameAgainEvidence(match, before.recipient)]);
    return askNext(turn, conversation, standing);
  },
};
