import { canonicalCrockford, toCrockford } from '../household/bytes/crockford.ts';
import type { HouseholdId } from '../household/ids.ts';
import { after, type Duration, type Instant, minutes } from '../household/instant.ts';
import { equalInConstantTime, macOf } from '../household/bytes/mac.ts';
import type { NewPhone } from './link.ts';

/** 40 bits: with a hundred tries in ten minutes, the chance to guess a code is 100 in 2^40, one in 1e10. */
export const PAIRING_CODE_BYTES = 5;
export const PAIRING_CODE_LIFE: Duration = minutes(10);
/** The clocks of two servers differ by less than this. */
const SKEW: Duration = minutes(1);
const TRIES = 100;
/** Limits one sender, so that a stranger's guesses do not use up the code. */
const TRIES_OF_ONE_SENDER = 5;

/** The open pairing of a household, which has at most one. The code itself is not stored. */
export type Pairing = {
  kind: 'pairing';
  household: HouseholdId;
  id: 'pairing';
  version: number;
  /** Which phone the code is for: the first one of an empty household, or a further one that a paired phone invited. */
  admits: 'first' | 'further';
  mac: string;
  until: Instant;
  /** The right code was given. */
  used: boolean;
  /** Who sent each wrong code, as a MAC. */
  tries: string[];
  /** The further phone that gave the right code and waits until a paired phone admits it. */
  candidate?: NewPhone;
};

/** Opens a pairing from five random bytes. Gives the document to store, and the code to show as `ABCD-EFGH`. */
export function openPairing({
  household,
  admits,
  random,
  anchor,
  now,
}: {
  household: HouseholdId;
  admits: Pairing['admits'];
  random: Uint8Array;
  anchor: Uint8Array;
  now: Instant;
}): { pairing: Pairing; code: string } {
  const code = toCrockford(random);
  const pairing: Pairing = {
    kind: 'pairing',
    household,
    id: 'pairing',
    version: 0,
    admits,
    mac: codeMac(code, household, anchor),
    until: after(now, PAIRING_CODE_LIFE),
    used: false,
    tries: [],
  };
  return { pairing, code: `${code.slice(0, 4)}-${code.slice(4)}` };
}

/** Why a typed code does not pair a phone. */
export const PAIRING_REFUSALS = ['code-wrong', 'code-expired', 'code-used-up'] as const;
export type PairingRefusal = (typeof PAIRING_REFUSALS)[number];

/**
 * Whether a code is neither too old nor from the future. If the clock was set back, nobody knows how old the code is.
 */
export const isOfThisTime = ({ until }: Pick<Pairing, 'until'>, now: Instant): boolean =>
  now < until && until <= after(now, PAIRING_CODE_LIFE + SKEW);

/** Whether somebody may still give the code. */
export const isOpenForTries = ({ used, tries }: Pairing): boolean => !used && tries.length < TRIES;

/**
 * Tries a code that somebody typed; `sender` is the network address that it came from. Gives the pairing to store
 * afterwards, and why the code is refused if it is.
 */
export function tryPairing(
  pairing: Pairing,
  { typed, sender, anchor, now }: { typed: string; sender: string; anchor: Uint8Array; now: Instant },
): { next: Pairing; refused?: PairingRefusal } {
  if (!isOfThisTime(pairing, now)) return { next: pairing, refused: 'code-expired' };
  const by = macOf(`second-yes sender ${pairing.household} ${sender}`, anchor).slice(0, 11);
  const isSpent = pairing.tries.filter(one => one === by).length >= TRIES_OF_ONE_SENDER;
  if (!isOpenForTries(pairing) || isSpent) return { next: pairing, refused: 'code-used-up' };
  const mac = codeMac(canonicalCrockford(typed), pairing.household, anchor);
  return equalInConstantTime(mac, pairing.mac)
    ? { next: { ...pairing, used: true } }
    : { next: { ...pairing, tries: [...pairing.tries, by] }, refused: 'code-wrong' };
}

const codeMac = (code: string, household: HouseholdId, anchor: Uint8Array): string =>
  macOf(`second-yes pairing ${household} ${code}`, anchor);

/**
 * The partition in which to store which household an open code is for. It has the form of a household's id and is no
 * household's. Takes the code in canonical form.
 */
export const codePartition = (code: string, anchor: Uint8Array): HouseholdId =>
  macOf(`second-yes code ${code}`, anchor).slice(0, 22) as HouseholdId;
