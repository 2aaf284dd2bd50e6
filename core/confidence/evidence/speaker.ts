import { clipAt, defineEvidence } from './definition.ts';

/**
 * Whether the platform recognised the voice. Most people who talk in a room are known to the platform too, so a
 * recognised voice says little by itself. An unknown voice is missing evidence, not evidence against.
 */
export const speaker = defineEvidence({
  cases: ['recognised', 'named-exactly'],
  clip: clipAt(1),
  // The one case that may be believed at once: the platform has compared a voice, which nothing else in a request does.
  clipOfCase: { 'named-exactly': clipAt(6) },
  // No public data.
  weights: { setByHand: { recognised: 0.7, 'named-exactly': 6 } },
  observe: {
    'name-heard'({ speaker, match }) {
      if (speaker === undefined) return undefined;
      return match.kind === 'exact' ? 'named-exactly' : 'recognised';
    },
  },
});
