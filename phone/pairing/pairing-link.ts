import type { HouseholdId } from '../../core/household/ids.ts';
import type { Sha256 } from '../../core/household/sha256.ts';

/**
 * What a pairing link carries behind its `#`, where no server sees it. One from a paired phone says which link 0
 * that phone has pinned, so that the new one need not take the house's word for it.
 */
export type PairingLink = { code: string; household: HouseholdId; firstLink?: Sha256 };

/** Reads `#code=ABCD-EFGH&household=…`, with or without `&firstLink=…`; undefined for any other fragment. */
export function parsePairingLink(fragment: string): PairingLink | undefined {
  const said = new URLSearchParams(fragment.replace(/^#/, ''));
  const code = said.get('code');
  const household = said.get('household');
  const firstLink = said.get('firstLink');
  if (!code || !household) return undefined;
  // A firstLink that was cut short matches no list; it is not as if none had been given.
  return {
    code,
    household: household as HouseholdId,
    ...(firstLink !== null && { firstLink: firstLink as Sha256 }),
  };
}

/** The household that an address names, as the one beside a recovery code does. */
export const parseHouseholdId = (fragment: string): HouseholdId | undefined =>
  (new URLSearchParams(fragment.replace(/^#/, '')).get('household') ?? undefined) as HouseholdId | undefined;

/** The link with which a paired phone invites another to where it itself found the app. */
export const buildPairingLink = (
  origin: string,
  { code, household, firstLink }: Required<PairingLink>,
): string => `${origin}/phone/#${new URLSearchParams({ code, household, firstLink }).toString()}`;

/** A first guess at what to call this phone, from its user agent. */
export function guessPhoneName(userAgent: string): string {
  if (/iPhone/.test(userAgent)) return 'iPhone';
  if (/iPad/.test(userAgent)) return 'iPad';
  if (/Android/.test(userAgent)) return 'Android phone';
  return 'This computer';
}
