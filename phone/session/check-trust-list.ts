import { headOf, linkDigest, replayTrustList, type TrustList } from '../../core/approval/trust-list.ts';
import type { TrustTail } from '../../core/api/trust-routes.ts';
import type { Pairing } from './phone-store.ts';

/** Whether the trust list from the server is valid for this phone. */
export type TrustCheck =
  | { holds: TrustList }
  /** `broken`: it does not replay. `shorter`: links that this phone has seen are missing. `rewritten`: they differ. */
  | { fails: 'broken' | 'shorter' | 'rewritten' };

/** Replays the list from the link that was pinned at pairing, and compares it with this phone's checkpoint. */
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

/** Appends new links to the known ones; undefined if the last link is not the head that the server named. */
export function appendLinks(
  known: readonly string[],
  { head, links }: TrustTail,
): readonly string[] | undefined {
  const grown = [...known, ...links];
  return linkDigest(grown.at(-1) ?? '') === head ? grown : undefined;
}

/** The checkpoint to store after this list was found valid. */
export const createCheckpoint = (trust: TrustList): Pairing['checkpoint'] => ({
  length: trust.linkDigests.length,
  head: headOf(trust),
});
