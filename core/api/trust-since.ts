import { headOf, type TrustList } from '../approval/trust-list.ts';
import type { Sha256 } from '../household/sha256.ts';

/** The trust list for a phone that knows its beginning: the digest of the last link, and the links it lacks. */
export type TrustSince = { head: Sha256; links: readonly string[] };

/**
 * What a phone lacks that says it knows the first `known` links. All are given where it says nothing, no whole number
 * of 0 or more, or more than there are, so that it can see for itself what became of the list.
 */
export function trustSince(
  trust: TrustList,
  links: readonly string[],
  known: string | undefined,
): TrustSince {
  const count = known !== undefined && /^\d+$/.test(known) ? Number(known) : 0;
  return { head: headOf(trust), links: count > links.length ? links : links.slice(count) };
}
