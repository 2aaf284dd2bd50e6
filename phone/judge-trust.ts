import { headOf, replayTrustList, type TrustList } from '../lambda/approval/trust-list.ts';
import type { Paired } from './keeping.ts';

/** What this phone makes of the trust list that the house shows. */
export type TrustJudged =
  | { holds: TrustList }
  /** `broken`: it does not replay. `shorter`: links this phone has seen are gone. `rewritten`: they are others. */
  | { fails: 'broken' | 'shorter' | 'rewritten' };

/** Replays the list from the link that was pinned at pairing and holds it against what this phone has seen of it. */
export async function judgeTrust(
  links: readonly string[],
  { household, genesis, known }: Paired,
): Promise<TrustJudged> {
  const trust = await replayTrustList(links, household, { genesis });
  if ('refused' in trust) return { fails: 'broken' };
  if (trust.heads.length < known.length) return { fails: 'shorter' };
  if (trust.heads[known.length - 1] !== known.head) return { fails: 'rewritten' };
  return { holds: trust };
}

/** What to know from now on, after seeing this list hold. */
export const knownFrom = (trust: TrustList): Paired['known'] => ({
  length: trust.heads.length,
  head: headOf(trust),
});
