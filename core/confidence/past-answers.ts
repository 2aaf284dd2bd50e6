import type { ContactId, RoomId } from '../household/ids.ts';

/** How often messages were meant (released), and how often not (discarded). "That wasn't me" counts as two. */
export type Tally = { meant: number; notMeant: number };

/** What became of earlier messages of this household, by contact and by room. It never leaves the household. */
export type PastAnswers = {
  contacts: ReadonlyMap<ContactId, Tally>;
  rooms: ReadonlyMap<RoomId, Tally>;
};

/**
 * The probability, from 0 to 1, that the next message is meant: the mean of the Beta distribution that these counts
 * give with a uniform prior (Laplace's rule of succession).
 */
export const meantRate = ({ meant, notMeant }: Tally): number => (meant + 1) / (meant + notMeant + 2);

/** With two answers, both meant, the rate is 0.75; with three of three it is 0.8; with none of two it is 0.25. */
const LEAST_ANSWERS = 2;
const MOSTLY_MEANT = 0.8;
const MOSTLY_NOT_MEANT = 0.4;

export const MEANT_CASES = ['mostly-meant', 'mixed', 'mostly-not-meant'] as const;

/** Whether earlier messages were mostly meant; undefined for a tally of fewer than two. */
export function meantMostly(tally: Tally | undefined): (typeof MEANT_CASES)[number] | undefined {
  if (!tally || tally.meant + tally.notMeant < LEAST_ANSWERS) return undefined;
  const rate = meantRate(tally);
  return rate >= MOSTLY_MEANT ? 'mostly-meant' : rate <= MOSTLY_NOT_MEANT ? 'mostly-not-meant' : 'mixed';
}
