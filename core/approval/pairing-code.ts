import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64url } from 'jose';
import { canonicalCrockford, toCrockford } from '../household/crockford.ts';
import type { HouseholdId } from '../household/ids.ts';
import type { NewPhone } from './link.ts';
import { after, type Duration, type Instant, minutes } from '../household/instant.ts';

/** 40 bits: with five tries in ten minutes, one chance in 2e11 to guess it. */
export const PAIRING_CODE_BYTES = 5;
const LIFE: Duration = minutes(10);
const TRIES = 5;

/** The one open pairing of a household. The code itself is not in it. */
export type Pairing = {
  kind: 'pairing';
  household: HouseholdId;
  id: 'pairing';
  version: number;
  /** Whom the code is for: the first phone of an empty household, or one that a paired phone invited. */
  admits: 'first' | 'further';
  mac: string;
  until: Instant;
  triesLeft: number;
  /** Who gave the right code where a phone is paired already, and now waits to be admitted by one. */
  candidate?: NewPhone;
};

/** Opens a pairing from five random bytes: what to store, and the code to show, as `ABCD-EFGH`. */
export function openPairing(
  household: HouseholdId,
  admits: Pairing['admits'],
  random: Uint8Array,
  anchor: Uint8Array,
  now: Instant,
): { pairing: Pairing; code: string } {
  const code = toCrockford(random);
  const pairing: Pairing = {
    kind: 'pairing',
    household,
    id: 'pairing',
    version: 0,
    admits,
    mac: codeMac(code, household, anchor),
    until: after(now, LIFE),
    triesLeft: TRIES,
  };
  return { pairing, code: `${code.slice(0, 4)}-${code.slice(4)}` };
}

export type PairingRefusal = 'code-wrong' | 'code-expired' | 'code-used-up';

/** Weighs a typed code: the pairing as it must be stored afterwards, whether it opened, and why if not. */
export function tryPairing(
  pairing: Pairing,
  typed: string,
  anchor: Uint8Array,
  now: Instant,
): { next: Pairing; refused?: PairingRefusal } {
  if (now >= pairing.until) return { next: pairing, refused: 'code-expired' };
  if (pairing.triesLeft <= 0) return { next: pairing, refused: 'code-used-up' };
  const next = { ...pairing, triesLeft: pairing.triesLeft - 1 };
  const mac = codeMac(canonicalCrockford(typed), pairing.household, anchor);
  return sameInConstantTime(mac, pairing.mac)
    ? { next: { ...next, triesLeft: 0 } }
    : { next, refused: 'code-wrong' };
}

const codeMac = (code: string, household: HouseholdId, anchor: Uint8Array): string =>
  macOf(`second-yes pairing ${household} ${code}`, anchor);

/** Where it is kept whose an open code is: as a household's id looks, and nobody's. `code` as {@link openPairing} made it. */
export const placeOfCode = (code: string, anchor: Uint8Array): HouseholdId =>
  macOf(`second-yes code ${code}`, anchor).slice(0, 22) as HouseholdId;

const macOf = (text: string, anchor: Uint8Array): string =>
  base64url.encode(hmac(sha256, anchor, new TextEncoder().encode(text)));

/** Compares texts of public, equal length without telling by time where they differ. */
function sameInConstantTime(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i % b.length);
  return difference === 0;
}
