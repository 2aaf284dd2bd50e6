import type { Match } from './match-contact.ts';
import type { Evidence } from './story.ts';
import { weigh } from './weigh.ts';

const REASONS: Record<Match['kind'], string> = {
  exact: 'A contact was named exactly.',
  nickname: 'A contact was named by a nickname.',
  near: "What was heard only sounds like a contact's name.",
  ambiguous: 'What was heard fits more than one contact.',
  none: 'What was heard is no contact.',
};

/** How well the heard name fits a contact: talk in a room yields near names often and exact ones rarely. */
export function recipientEvidence(match: Match): Evidence {
  return weigh('recipient', match.kind, REASONS[match.kind]);
}
