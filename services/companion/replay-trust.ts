import {
  extendTrustList,
  replayTrustList,
  type TrustList,
  type TrustRefusal,
} from '../../core/approval/trust-list.ts';
import type { HouseholdId } from '../../core/household/ids.ts';

/** Replays a household's trust list as it is stored. */
export type ReplayTrust = (
  links: readonly string[],
  household: HouseholdId,
) => Promise<TrustList | TrustRefusal>;

/** More households than one process serves at once. */
const MOST_HOUSEHOLDS = 100;

/**
 * Replays trust lists from the anchor key, and remembers the newest of each household. Links that it has verified are
 * compared letter by letter and not verified again, so that a request costs the same however long the list is.
 */
export function rememberTrustLists(anchor: Uint8Array): ReplayTrust {
  const verified = new Map<HouseholdId, { links: readonly string[]; trust: TrustList }>();
  return async (links, household) => {
    const known = verified.get(household);
    const isLonger = known !== undefined && known.links.every((link, index) => link === links[index]);
    if (isLonger && known.links.length === links.length) return known.trust;
    const trust = isLonger
      ? await extendTrustList(known.trust, links.slice(known.links.length))
      : await replayTrustList(links, household, { anchor });
    if ('refused' in trust) return trust;
    if (verified.size >= MOST_HOUSEHOLDS) verified.clear();
    verified.set(household, { links, trust });
    return trust;
  };
}
