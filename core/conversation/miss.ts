import { missEvidence } from '../confidence/evidence/miss.ts';
import { nameAgainEvidence } from '../confidence/evidence/name-again.ts';
import type { Model } from '../confidence/model.ts';
import type { Observation } from '../confidence/weigh.ts';
import type { Household } from './household.ts';
import { askMessage, askNext, askRecipient, stop, weighed } from './ask.ts';
import type { Conversation } from './conversation.ts';
import { namesOfContact } from './names-of-contact.ts';
import type { Handler } from './step.ts';
import type { Turn } from './turn.ts';
import { wordsIn } from '../text/replies.ts';

/**
 * A question is open and what came does not answer it. While the message is asked for, what was meant as content
 * may arrive as any other intent, without its words: only stop acts then.
 */
export const miss: Handler = {
  canHandle: ({ heard }, { asked }) =>
    heard.kind !== 'stop' &&
    heard.kind !== 'ended' &&
    (asked === 'message' ||
      ((asked === 'recipient' || asked === 'name-again') && heard.kind !== 'help' && heard.kind !== 'why')),
  handle(turn, before, household, model) {
    const { standing, conversation } = weighed(turn, before, [missed(turn, before, household, model)], model);
    if (standing === 'stop') return stop(turn, conversation, 'unlikely');
    const words = wordsIn(turn.language);
    if (before.asked === 'message') return askMessage(conversation, words.emptyMessage);
    if (before.asked === 'recipient') return askRecipient(conversation, words.toWhomAgain);
    return askNext(turn, conversation, standing);
  },
};

function missed(
  { heard }: Turn,
  { asked, recipient, named }: Conversation,
  household: Household,
  { talk }: Model,
): Observation {
  if (asked === 'name-again' && recipient)
    return nameAgainEvidence({ kind: 'none' }, recipient, {
      heard: '',
      names: namesOfContact(recipient, household),
      first: named ?? 'itself',
      talk,
    });
  if (asked === 'message') return missEvidence('empty');
  return missEvidence(
    heard.kind === 'not-understood' || heard.kind === 'send' ? 'not-understood' : 'off-topic',
  );
}
