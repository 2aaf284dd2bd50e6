import { recipientEvidence } from '../confidence/evidence-recipient.ts';
import { type HeardName, matchContact } from '../confidence/match-contact.ts';
import type { Evidence } from '../confidence/story.ts';
import type { Household } from '../household/household.ts';
import { askNext, askRecipient, stop, weighed } from './ask.ts';
import type { Conversation } from './conversation.ts';
import type { Step } from './step.ts';
import type { Turn } from './turn.ts';
import { words } from './words.ts';

/** Weighs a heard name, with what else the turn showed, and goes on from there. */
export function findRecipient(
  turn: Turn,
  before: Conversation,
  name: HeardName,
  household: Household,
  also: Evidence[] = [],
): Step {
  const match = matchContact(name, household.contacts);
  const { standing, conversation } = weighed(turn, before, [...also, recipientEvidence(match)]);
  if (standing === 'stop') return stop(turn, conversation, 'unlikely');
  if (match.kind === 'none') return askRecipient(conversation, words.unknownName);
  if (match.kind === 'ambiguous') return askRecipient(conversation, words.ambiguousName);
  return askNext(turn, { ...conversation, recipient: match.contact }, standing);
}
