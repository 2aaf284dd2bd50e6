import type { Household } from '../../core/conversation/household.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { after, type Duration, type Instant, minutes } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';
import { loadHousehold } from './load-household.ts';
import { rememberContacts } from './remember-contacts.ts';

/**
 * Longer than any pause within a conversation: Alexa waits eight seconds for an answer, asks again, and waits once
 * more. A longer conversation reads the household again.
 */
const LIFETIME: Duration = minutes(1);
/** More conversations than one process answers at once. */
const MOST_HOUSEHOLDS = 100;

/** Households for the turns of a conversation. */
export type HouseholdCache = {
  /**
   * The household as it is stored now if the turn opens a session, or else as it was when a turn read it last.
   * `stories` asks for the stories of earlier conversations too.
   */
  get(id: HouseholdId, turn: { opens: boolean; stories: boolean; now: Instant }): Promise<Household>;
  /** Drops a household that was changed. */
  drop(id: HouseholdId): void;
};

/**
 * Keeps each household for a minute after a turn has read it. Nothing depends on the cache: a process that did not
 * answer the earlier turns reads the household, and every decision on a message is made on the message as it is stored.
 */
export function createHouseholdCache(documents: Documents): HouseholdCache {
  const readContacts = rememberContacts();
  const cached = new Map<HouseholdId, { household: Household; until: Instant }>();
  return {
    async get(id, { opens, stories, now }) {
      const known = cached.get(id);
      const isUsable = known && now < known.until && !(stories && !known.household.stories);
      if (!opens && isUsable) return known.household;
      const household = await loadHousehold(documents, id, { now, stories, readContacts });
      if (cached.size >= MOST_HOUSEHOLDS) cached.clear();
      cached.set(id, { household, until: after(now, LIFETIME) });
      return household;
    },
    drop: id => void cached.delete(id),
  };
}
