import { CLEAR } from '../names/match-contact.ts';
import { clipAt, defineEvidence } from './definition.ts';

/**
 * How much farther the next contact sounds from what was heard. With an Erin and an Aaron among the contacts, a name
 * says less about who was meant, so it is worth asking again.
 */
export const margin = defineEvidence({
  cases: ['clear', 'tight'],
  clip: clipAt(0.5),
  // The margin says whom the message is for, not whether it was meant. A tight one is worth asking again.
  weights: { setByHand: { clear: 0, tight: -0.5 } },
  observe: {
    'name-heard'({ match }) {
      if (match.kind === 'ambiguous' || match.kind === 'none') return undefined;
      return match.margin >= CLEAR ? 'clear' : 'tight';
    },
  },
});
