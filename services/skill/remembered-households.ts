import type { Household } from '../../core/conversation/household.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { after, type Duration, type Instant, minutes } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';
import { loadHousehold } from './load-household.ts';

/** No pause in a conversation is longer: Alexa gives up after two times eight seconds. */
const REMEMBERED: Duration = minutes(1);
/** So many conversations go on at once where one process answers them all. */
const MANY = 100;

/** Households as conversations know them. */
export type Households = {
  /**
   * As it is now where a turn `opens` a conversation; else as its earlier turn left it, where that was heard here.
   * `stories`: with those of earlier conversations.
   */
  of(id: HouseholdId, turn: { opens: boolean; stories: boolean }, now: Instant): Promise<Household>;
  /** What is remembered does not hold any more. */
  forget(id: HouseholdId): void;
};

/**
 * Reads a household once for a conversation. A copy of the skill that did not hear the earlier turns reads it anew, so
 * nothing depends on being remembered; what a conversation changed is forgotten, and whatever is decided on a message
 * is decided on the message as it is stored.
 */
export function rememberHouseholds(documents: Documents): Households {
  const remembered = new Map<HouseholdId, { household: Household; until: Instant }>();
  return {
    async of(id, { opens, stories }, now) {
      const known = remembered.get(id);
      const isEnough = known && now < known.until && !(stories && !known.household.stories);
      if (!opens && isEnough) return known.household;
      const household = await loadHousehold(documents, id, now, { stories });
      if (remembered.size >= MANY) remembered.clear();
      remembered.set(id, { household, until: after(now, REMEMBERED) });
      return household;
    },
    forget: id => void remembered.delete(id),
  };
}
