import type { FirstLink, NewPhone } from '../../core/approval/link.ts';
import {
  isOfThisTime,
  openPairing,
  type Pairing,
  PAIRING_CODE_BYTES,
  type PairingRefusal,
  tryPairing,
} from '../../core/approval/pairing-code.ts';
import { phoneIdOf, type PublicKey, sealWithAnchorKey } from '../../core/approval/jws.ts';
import { replayTrustList, type TrustList, type TrustRefusal } from '../../core/approval/trust-list.ts';
import type { pairPhone as pairPhoneRoute } from '../../core/api/pairing-routes.ts';
import type { BodyOf } from '../../core/api/route.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';
import type { PairingCodeIndex } from './pairing-code-index.ts';

type Parts = { documents: Documents; anchor: Uint8Array };
type InvitingParts = Pick<Parts, 'documents' | 'anchor'> & {
  /** Gives this many random bytes. */
  random: (bytes: number) => Uint8Array;
  /** Where the household of a new code is noted, if many households share an address. */
  codes?: PairingCodeIndex | undefined;
};

export type PairingCode = { code: string; until: Instant };

/**
 * Opens the pairing of the first phone and gives the code to show. Only the code's MAC is stored, and an earlier code is
 * void. Undefined if a phone is paired already: then only a paired phone may invite another.
 */
export async function offerPairing(
  parts: InvitingParts,
  household: HouseholdId,
  now: Instant,
): Promise<PairingCode | undefined> {
  if (await parts.documents.get(household, 'trust', 'trust')) return undefined;
  return openCode(parts, household, 'first', now);
}

/** A paired phone's code for a further phone. An earlier code is void, and the candidate that gave it is forgotten. */
export const inviteFurther = (
  parts: InvitingParts,
  household: HouseholdId,
  now: Instant,
): Promise<PairingCode> => openCode(parts, household, 'further', now);

async function openCode(
  { documents, anchor, random, codes }: InvitingParts,
  household: HouseholdId,
  admits: Pairing['admits'],
  now: Instant,
): Promise<PairingCode> {
  for (;;) {
    const before = await documents.get(household, 'pairing', 'pairing');
    const { pairing, code } = openPairing({
      household,
      admits,
      random: random(PAIRING_CODE_BYTES),
      anchor,
      now,
    });
    if (!(await documents.put(pairing, before?.version ?? 0))) continue;
    await codes?.add(code, household, pairing.until);
    return { code, until: pairing.until };
  }
}

/** What a phone gets that gave the right code: the trust list that it is in, or that it has to wait to be admitted. */
export type Paired = { links: string[] } | { waiting: true };

/**
 * Takes a code. In a household without a phone, the right code pairs the first phone: it becomes the sealed first link
 * of the trust list. In another household it only introduces a candidate, whom a paired phone then admits or not. The
 * same phone gets the same answer when it asks again, and the links once it is admitted.
 */
export async function pairPhone(
  { documents, anchor }: Parts,
  household: HouseholdId,
  { code, phone, recovery }: BodyOf<typeof pairPhoneRoute>,
  { sender, now }: { sender: string; now: Instant },
): Promise<Paired | { refused: PairingRefusal | 'already-paired' }> {
  for (;;) {
    const trusted = await documents.get(household, 'trust', 'trust');
    if (trusted && isAdmitted(phone.key, await replayTrustList(trusted.links, household, { anchor })))
      return { links: trusted.links };
    const pairing = await documents.get(household, 'pairing', 'pairing');
    if (trusted && pairing?.admits !== 'further') return { refused: 'already-paired' };
    // An invitation that is left of an erased household pairs nobody with the next one.
    if (!pairing || (!trusted && pairing.admits === 'further')) return { refused: 'code-expired' };
    if (
      trusted &&
      isOfThisTime(pairing, now) &&
      pairing.candidate &&
      isSameKey(pairing.candidate.key, phone.key)
    )
      return { waiting: true };

    const { next, refused } = tryPairing(pairing, { typed: code, sender, anchor, now });
    if (refused) {
      if (next === pairing || (await documents.put(next, pairing.version))) return { refused };
      continue;
    }
    if (trusted) {
      if (await documents.put({ ...next, candidate: phone }, pairing.version)) return { waiting: true };
      continue;
    }
    const firstLink: FirstLink = { type: 'create-household', household, at: now, phone, recovery };
    const links = [await sealWithAnchorKey(firstLink, 'second-yes-first-link', anchor)];
    const check = { key: { household, kind: 'pairing', id: 'pairing' } as const, version: pairing.version };
    if (await documents.put({ kind: 'trust', household, id: 'trust', version: 0, links }, 0, { check }))
      return { links };
  }
}

/** Whether a household has a code that has not expired. It may be used up. */
export async function isPairingOpen(
  documents: Documents,
  household: HouseholdId,
  now: Instant,
): Promise<boolean> {
  const [pairing, trusted] = await Promise.all([
    documents.get(household, 'pairing', 'pairing'),
    documents.get(household, 'trust', 'trust'),
  ]);
  return pairing !== undefined && isOfThisTime(pairing, now) && (pairing.admits === 'further' || !trusted);
}

/** The phone that gave the open code and waits to be admitted. */
export async function candidateOf(
  documents: Documents,
  household: HouseholdId,
  now: Instant,
): Promise<NewPhone | undefined> {
  const pairing = await documents.get(household, 'pairing', 'pairing');
  return pairing && isOfThisTime(pairing, now) ? pairing.candidate : undefined;
}

function isAdmitted(key: PublicKey, trust: TrustList | TrustRefusal): boolean {
  return !('refused' in trust) && trust.phones.has(phoneIdOf(key));
}

const isSameKey = (a: PublicKey, b: PublicKey): boolean => a.x === b.x && a.y === b.y;
