import { answerTimeEvidence } from '../confidence/evidence/answer-time.ts';
import { aroundEvidence } from '../confidence/evidence/around.ts';
import { commonnessEvidence } from '../confidence/evidence/commonness.ts';
import { historyEvidence } from '../confidence/evidence/history.ts';
import { marginEvidence } from '../confidence/evidence/margin.ts';
import { recipientEvidence } from '../confidence/evidence/recipient.ts';
import { speakerEvidence } from '../confidence/evidence/speaker.ts';
import { type HeardName, type Match, matchContact } from '../confidence/names/match-contact.ts';
import { namesOf } from '../confidence/names/name-book.ts';
import { spokenName } from '../confidence/names/spoken.ts';
import type { Model } from '../confidence/model.ts';
import type { Observation } from '../confidence/weigh.ts';
import type { Household } from './household.ts';
import type { ContactId } from '../household/ids.ts';
import { askNext, askRecipient, stop, weighed } from './ask.ts';
import type { Conversation } from './conversation.ts';
import type { Step } from './step.ts';
import type { Turn } from './turn.ts';
import { wordsIn } from '../text/replies.ts';

/** Weighs a heard name, with what else the turn showed, and goes on from there. */
export function findRecipient(
  turn: Turn,
  before: Conversation,
  name: HeardName,
  household: Household,
  model: Model,
  also: readonly Observation[] = [],
): Step {
  const match = matchContact(name, household.contacts);
  const observations = [...also, ...observed(turn, before, name, match, household, model)];
  const { standing, conversation } = weighed(turn, before, observations, model);
  if (standing === 'stop') return stop(turn, conversation, 'unlikely');
  const words = wordsIn(turn.language);
  if (match.kind === 'none') return askRecipient(conversation, words.unknownName);
  if (match.kind === 'ambiguous') return askRecipient(conversation, words.ambiguousName);
  return askNext(turn, withRecipient(conversation, match), standing);
}

/** Notes whom the message is for, and whether the name itself was ever heard. */
export const withRecipient = (
  conversation: Conversation,
  match: { kind: string; contact: ContactId; apart: number },
): Conversation => ({
  ...conversation,
  recipient: match.contact,
  named:
    match.kind === 'near' &&
    match.apart > 0 &&
    !(conversation.named === 'itself' && conversation.recipient === match.contact)
      ? 'near'
      : 'itself',
});

function observed(
  turn: Turn,
  { story }: Conversation,
  name: HeardName,
  match: Match,
  { contacts, history }: Household,
  { talk }: Model,
): Observation[] {
  const contact = 'contact' in match ? contacts.find(({ id }) => id === match.contact) : undefined;
  const heard = 'apart' in match && match.apart > 0 ? 'near' : 'itself';
  return [
    recipientEvidence(match),
    ...(contact
      ? [commonnessEvidence(heard === 'near' ? namesOf(contact) : [spokenName(name.text)], heard, talk)]
      : []),
    ...historyEvidence(history, { contact: contact?.id, room: turn.room }).filter(
      // The room's past is one fact, however often a name is heard.
      ({ name }) => !story.turns.some(({ evidence }) => evidence.some(one => one.name === name)),
    ),
    ...[
      marginEvidence(match),
      aroundEvidence(name),
      speakerEvidence(turn.speaker, match),
      answerTimeEvidence(story.turns.at(-1)?.at, turn.at),
    ].filter(one => one !== undefined),
  ];
}
