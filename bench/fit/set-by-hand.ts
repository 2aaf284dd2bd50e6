import type { EvidenceName } from '../../core/confidence/evidence/cases.ts';

/**
 * Weights without public data. They are kept small, no headline figure rests on them (of these only
 * `opening` and `margin` occur in the evaluation), and the fit takes them as given.
 *
 * - opening: how accidents open is not known; one in three in one sentence was assumed, two in three requests.
 * - margin: it bears on whom, not on whether; a tight one is worth asking again.
 * - around: platforms mostly strip the words around a name.
 * - speaker: a room's talk is mostly by people whom the platform knows, so a known voice says little by itself.
 * - answer-time, histories: directions are plain, sizes are not.
 */
export const SET_BY_HAND: Partial<Record<EvidenceName, Record<string, number>>> = {
  opening: { 'one-shot': 0.7, opened: 0 },
  margin: { clear: 0, tight: -0.5 },
  around: { 'request-like': 0.3, 'talk-like': -1 },
  speaker: { recognised: 0.7, 'named-exactly': 6 },
  'answer-time': { slow: -0.3 },
  'contact-history': { 'mostly-meant': 0.5, mixed: 0, 'mostly-not-meant': -0.7 },
  'room-history': { 'mostly-meant': 0.3, mixed: 0, 'mostly-not-meant': -0.7 },
};
