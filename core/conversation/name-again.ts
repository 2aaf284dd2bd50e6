import { answerTimeEvidence } from '../confidence/evidence/answer-time.ts';
import { nameAgainEvidence } from '../confidence/evidence/name-again.ts';
import { matchContact } from '../confidence/names/match-contact.ts';
import { askNext, weighed } from './ask.ts';
import { withRecipient } from './find-recipient.ts';
import { spokenName } from '../confidence/names/spoken.ts';
import { namesOfContact } from './names-of-contact.ts';
import type { Handler } from './step.ts';

/** The name was asked for once more, without having been said by the Echo, and a name was heard. */
export const nameAgain: Handler = {
  canHandle: (turn, { asked, recipient }) =>
    asked === 'name-again' &&
    recipient !== undefined &&
    turn.heard.kind === 'send' &&
    turn.heard.name !== undefined,
  handle(turn, before, household, model) {
    if (turn.heard.kind !== 'send' || !turn.heard.name || !before.recipient)
      throw new Error('canHandle was not asked');
    const match = matchContact(turn.heard.name, household.contacts);
    const again = nameAgainEvidence(match, before.recipient, {
      heard: spokenName(turn.heard.name.text),
      names: namesOfContact(before.recipient, household),
      first: before.named ?? 'itself',
      talk: model.talk,
    });
    const slow = answerTimeEvidence(before.story.turns.at(-1)?.at, turn.at);
    const { standing, conversation } = weighed(turn, before, slow ? [again, slow] : [again], model);
    // Only a name that was merely near is corrected; one that was said exactly stays until it is said anew.
    const agrees =
      'contact' in match && (match.contact === before.recipient || again.observed === 'corrected');
    return askNext(turn, agrees ? withRecipient(conversation, match) : conversation, standing);
  },
};
