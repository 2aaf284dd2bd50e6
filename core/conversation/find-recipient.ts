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
import type { Observation } from '../confidence/weigh.ts';
import { askNext, askRecipient, weighTurn } from './ask.ts';
import type { Recipient } from './conversation.ts';
import type { Handler, Situation, Step } from './step.ts';
import { stop } from './stop.ts';

/** The Echo asked "To whom?" and heard a name. */
export const recipientAnswer: Handler<HeardName> = {
  canHandle: ({ heard }, { asked }) => asked === 'recipient' && heard.kind === 'send' && heard.name,
  handle: findRecipient,
};

/** Weighs a heard name and what else the turn showed, and takes the next step. `also` is weighed before the name. */
export function findRecipient(
  situation: Situation,
  name: HeardName,
  also: readonly Observation[] = [],
): Step {
  const { turn, household } = situation;
  const match = matchContact(name, household.contacts);
  const { standing, conversation } = weighTurn(situation, [...also, ...observe(situation, name, match)]);
  if (standing === 'stop') return stop(turn, conversation, 'unlikely');
  if (match.kind === 'none') return askRecipient(conversation, { code: 'unknown-name' });
  if (match.kind === 'ambiguous') return askRecipient(conversation, { code: 'ambiguous-name' });
  return askNext(turn, conversation, recipientOf(match, conversation.recipient), standing);
}

/** A match as the recipient. Once the name itself was heard, something near it does not make it less sure. */
export function recipientOf(
  { kind, contact, apart }: Extract<Match, { contact: unknown }>,
  before: Recipient | undefined,
): Recipient {
  const isNear = kind === 'near' && apart > 0;
  const wasHeardItself = before?.heard === 'itself' && before.contact === contact;
  return { contact, heard: isNear && !wasHeardItself ? 'near' : 'itself' };
}

function observe(
  { turn, conversation: { story }, household: { contacts, history }, model: { talk } }: Situation,
  name: HeardName,
  match: Match,
): Observation[] {
  const contact = 'contact' in match ? contacts.find(({ id }) => id === match.contact) : undefined;
  const heard = 'apart' in match && match.apart > 0 ? 'near' : 'itself';
  return [
    recipientEvidence(match),
    ...(contact
      ? [commonnessEvidence(heard === 'near' ? namesOf(contact) : [spokenName(name.text)], heard, talk)]
      : []),
    ...historyEvidence(history, { contact: contact?.id, room: turn.room }).filter(
      // The past of the room is one fact and is weighed once, even if a name is heard several times.
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
