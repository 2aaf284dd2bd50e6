import { answerTimeEvidence } from '../confidence/evidence/answer-time.ts';
import { nameAgainEvidence } from '../confidence/evidence/name-again.ts';
import { type HeardName, type Match, matchContact } from '../confidence/names/match-contact.ts';
import { namesOf } from '../confidence/names/name-book.ts';
import { spokenName } from '../confidence/names/spoken.ts';
import type { Observation } from '../confidence/weigh.ts';
import { askNext, weighTurn } from './ask.ts';
import type { Recipient } from './conversation.ts';
import { recipientOf } from './find-recipient.ts';
import type { Handler, Situation } from './step.ts';

/** The Echo asked for the name once more, without saying it, and heard a name. */
export const nameAgain: Handler<{ recipient: Recipient; name: HeardName }> = {
  canHandle: ({ heard }, conversation) =>
    conversation.asked === 'name-again' &&
    heard.kind === 'send' &&
    heard.name && { recipient: conversation.recipient, name: heard.name },
  handle(situation, { recipient, name }) {
    const { turn, household } = situation;
    const match = matchContact(name, household.contacts);
    const again = observeNameAgain(situation, recipient, match, name.text);
    const slow = answerTimeEvidence(situation.conversation.story.turns.at(-1)?.at, turn.at);
    const { standing, conversation } = weighTurn(situation, slow ? [again, slow] : [again]);
    // Another name corrects a recipient whose name was only near; a name that was heard itself stays.
    const agrees =
      'contact' in match && (match.contact === recipient.contact || again.observed === 'corrected');
    return askNext(turn, conversation, agrees ? recipientOf(match, recipient) : recipient, standing);
  },
};

/** What the answer says about the recipient. `text` is the name that was heard; empty where none was. */
export function observeNameAgain(
  { household: { contacts }, model: { talk } }: Situation,
  { contact, heard: first }: Recipient,
  match: Match,
  text: string,
): Observation {
  // The contact may have been removed since it was named.
  const known = contacts.find(({ id }) => id === contact);
  const names = known ? namesOf(known) : [];
  return nameAgainEvidence(match, contact, { heard: spokenName(text), names, first, talk });
}
