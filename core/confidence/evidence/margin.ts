import { CLEAR, type Match } from '../names/match-contact.ts';
import { observe, type Observation } from '../weigh.ts';

/**
 * How much farther the next contact sounds from what was heard. With an Erin and an Aaron in the book a name says
 * less about who was meant, so it is worth asking again. Nothing where no one contact was found. Range: ±0.5.
 */
export function marginEvidence(match: Match): Observation | undefined {
  if (match.kind === 'ambiguous' || match.kind === 'none') return undefined;
  return match.margin >= CLEAR
    ? observe('margin', 'clear', 'No other contact sounds like it.')
    : observe('margin', 'tight', 'Another contact sounds much like it.');
}
