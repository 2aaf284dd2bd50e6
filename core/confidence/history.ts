import type { ContactId, RoomId } from '../household/ids.ts';

/** How often something turned out meant (released), or not ("that wasn't me", discarded). */
export type Tally = { meant: number; notMeant: number };

/** What became of earlier messages of this household, by contact and by room. It never leaves the household. */
export type History = {
  contacts: ReadonlyMap<ContactId, Tally>;
  rooms: ReadonlyMap<RoomId, Tally>;
};

/**
 * The mean of the Beta distribution that these counts make of a uniform prior: the chance that the next message is
 * meant (Laplace's rule of succession). Range: 0 to 1.
 */
export const meantRate = ({ meant, notMeant }: Tally): number => (meant + 1) / (meant + notMeant + 2);
