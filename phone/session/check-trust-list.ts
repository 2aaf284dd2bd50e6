import { headOf, linkDigest, replayTrustList, type TrustList } from '../../core/approval/trust-list.ts';
import type { TrustSince } from '../../core/api/trust-since.ts';
import type { Pairing } from './phone-store.ts';

/** What this phone makes of the trust list that the house shows. */
export type TrustCheck =
  | { holds: TrustList }
  /** `broken`: it does not replay. `shorter`: links this phone has seen are gone. `rewritten`: they are others. */
  | { fails: 'broken' | 'shorter' | 'rewritten' };

/** Replays the list from the link that was pinned at pairing and holds it against what this phone has seen of it. */
export async function checkTrustList(
  links: readonly string[],
  { household, firstLink, checkpoint: known }: Pairing,
): Promise<TrustCheck> {
  const trust = await replayTrustList(links, household, { firstLink });
  if ('refused' in trust) return { fails: 'broken' };
  if (trust.linkDigests.length < known.length) return { fails: 'shorter' };
  if (trust.linkDigests[known.length - 1] !== known.head) return { fails: 'rewritten' };
  return { holds: trust };
}

/** The links that are known and those that came; undefined where their end is not what the house calls its own. */
export function appendLinks(
  known: readonly string[],
  { head, links }: TrustSince,
): readonly string[] | undefined {
  const grown = [...known, ...links];
  return linkDigest(grown.at(-1) ?? '') === head ? grown : undefined;
}

/** What to know from now on, after seeing this list hold. */
export const createCheckpoint = (trust: TrustList): Pairing['checkpoint'] => ({
  length: trust.linkDigests.length,
  head: headOf(trust),
});
