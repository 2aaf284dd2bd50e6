import { canonicalCrockford } from '../lambda/household/crockford.ts';
import type { HouseholdId } from '../lambda/household/ids.ts';

/** What a pairing link carries behind its `#`, where no server sees it. */
export type PairingLink = { code: string; household: HouseholdId };

/** Reads `#code=ABCD-EFGH&household=…`; undefined for any other fragment. */
export function pairingLinkOf(fragment: string): PairingLink | undefined {
  const said = new URLSearchParams(fragment.replace(/^#/, ''));
  const code = said.get('code');
  const household = said.get('household');
  return code && household ? { code: code, household: household as HouseholdId } : undefined;
}

/** A code has eight characters of Crockford's base32, however it was typed. */
export const isPairingCode = (typed: string): boolean =>
  /^[0-9A-HJKMNP-TV-Z]{8}$/.test(canonicalCrockford(typed));

/** A first guess at what to call this phone, from its user agent. */
export function phoneNameFrom(userAgent: string): string {
  if (/iPhone/.test(userAgent)) return 'iPhone';
  if (/iPad/.test(userAgent)) return 'iPad';
  if (/Android/.test(userAgent)) return 'Android phone';
  return 'This computer';
}
