import { nameAsSaid, spokenName } from '../names/spoken.ts';
import { clipAt, defineEvidence } from './definition.ts';

/** A name has at most about three words; more than this many around it are talk. */
const NAME_WORDS = 3;

/**
 * The words around the name, if the platform passes them on. "To Anna, please" answers "Who's it for?"; a name in the
 * middle of a sentence is talk. A sentence without a known name was not understood, which is no evidence.
 */
export const around = defineEvidence({
  cases: ['request-like', 'talk-like'],
  clip: clipAt(1),
  // No public data: platforms mostly strip the words around a name.
  weights: { setByHand: { 'request-like': 0.3, 'talk-like': -1 } },
  observe: {
    'name-heard'({ name: { text }, match }) {
      if (match.kind === 'none') return undefined;
      const name = spokenName(text);
      if (name.split(' ').length > NAME_WORDS) return 'talk-like';
      return name === nameAsSaid(text) ? undefined : 'request-like';
    },
  },
});
