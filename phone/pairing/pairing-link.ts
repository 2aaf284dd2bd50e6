import type { HouseholdId } from '../../core/household/ids.ts';
import type { Sha256 } from '../../core/household/bytes/sha256.ts';

/**
 * What a pairing link carries after its `#`, which browsers do not send to a server. A link from a paired phone names
 * the first link that this phone has pinned, so that the new phone does not have to trust the server.
 */
export type PairingLink = { code: string; household: HouseholdId; firstLink?: Sha256 };

/** Reads `#code=ABCD-EFGH&household=…`, with or without `&firstLink=…`; undefined for any other fragment. */
export function parsePairingLink(fragment: string): PairingLink | undefined {
  const said = new URLSearchParams(fragment.replace(/^#/, ''));
  const code = said.get('code');
  const household = said.get('household');
  const firstLink = said.get('firstLink');
  if (!code || !household) return undefined;
  // A truncated `firstLink` is kept: it matches no list, while a missing one would accept any.
  return {
    code,
    household: household as HouseholdId,
    ...(firstLink !== null && { firstLink: firstLink as Sha256 }),
  };
}

/** The household in a fragment `#household=…`, which stands beside a recovery code. */
export const parseHouseholdId = (fragment: string): HouseholdId | undefined =>
  (new URLSearchParams(fragment.replace(/^#/, '')).get('household') ?? undefined) as HouseholdId | undefined;

/** The link that invites another phone to the address at which this phone found the app. */
export const buildPairingLink = (
  origin: string,
  { code, household, firstLink }: Required<PairingLink>,
): string => `${origin}/phone/#${new URLSearchParams({ code, household, firstLink }).toString()}`;

/** Suggests a name for this phone from its user agent. */
export function guessPhoneName(userAgent: string): string {
  if (/iPhone/.test(userAgent)) return 'iPhone';
  if (/iPad/.test(userAgent)) return 'iPad';
  if (/Android/.test(userAgent)) return 'Android phone';
  return 'This computer';
}
