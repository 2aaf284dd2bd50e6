import { type Observation, observe } from '../confidence/evidence/registry.ts';
import { heardAs, type HeardName, type Match, matchContact } from '../confidence/names/match-contact.ts';
import { evidenceOf } from '../confidence/story.ts';
import { askAfterUnknownName, askNext, askRecipient, takeMessage, weighTurn } from './ask.ts';
import type { Recipient } from './conversation.ts';
import type { Situation, Step } from './step.ts';
import { stop } from './stop.ts';

/** Weighs a heard name and what else the turn showed, and takes the next step. `also` is weighed before the name. */
export function findRecipient(
  situation: Situation,
  name: HeardName,
  also: readonly Observation[] = [],
): Step {
  const { turn, household } = situation;
  const match = matchContact(name, household.contacts);
  const { verdict, conversation } = weighTurn(situation, [...also, ...observeName(situation, name, match)]);
  if (verdict === 'stop') return stop({ turn, conversation }, 'unlikely');
  if (match.kind === 'none') return askAfterUnknownName({ turn, conversation }, name.text);
  if (match.kind === 'ambiguous') {
    const [contact] = match.contacts;
    // One question is enough: then the phone shows all contacts, and the owner picks the one who was meant.
    return conversation.asked === 'recipient' && match.apart === 0 && contact
      ? takeMessage({ turn, conversation }, { contact, heard: 'itself' })
      : askRecipient(conversation, { code: 'ambiguous-name' });
  }
  return askNext({ turn, conversation }, recipientOf(match, conversation.recipient), verdict);
}

/** A match as the recipient. Once the name itself was heard, something near it does not make it less sure. */
export function recipientOf(
  match: Extract<Match, { contact: unknown }>,
  before: Recipient | undefined,
): Recipient {
  const { contact } = match;
  const wasHeardItself = before?.heard === 'itself' && before.contact === contact;
  return { contact, heard: wasHeardItself ? 'itself' : heardAs(match) };
}

/** What a name shows that was heard for the first time. */
export function observeName(
  { turn, conversation: { story }, household: { contacts, pastAnswers }, model: { talk } }: Situation,
  name: HeardName,
  match: Match,
): Observation[] {
  const known = {
    name,
    match,
    contact: 'contact' in match ? contacts.find(({ id }) => id === match.contact) : undefined,
    room: turn.room,
    speaker: turn.speaker,
    pastAnswers,
    askedAt: story.turns.at(-1)?.at,
    answeredAt: turn.at,
    talk,
  };
  return observe('name-heard', known, evidenceOf(story));
}
