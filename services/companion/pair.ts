import * as z from 'zod';
import {
  openPairing,
  type Pairing,
  PAIRING_CODE_BYTES,
  tryPairing,
} from '../../core/approval/pairing-code.ts';
import { phoneIdOf, type PublicKey, publicKeySchema, sealWithAnchorKey } from '../../core/approval/jws.ts';
import { type FirstLink, newPhoneSchema, type NewPhone } from '../../core/approval/link.ts';
import { replayTrustList } from '../../core/approval/trust-list.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';
import type { CodeNames } from './code-names.ts';
import type { ProblemCode } from '../../core/api/problem.ts';

/** What a phone knows before it pairs by a code that was typed. */
export const houseAsked = z.strictObject({ code: z.string().max(40) });

/** `recovery`: the public half of the code that the phone made for a lost last phone; used for the first phone only. */
export const pairingRequest = z.strictObject({
  code: z.string().max(40),
  phone: newPhoneSchema,
  recovery: publicKeySchema,
});
export type PairingRequest = z.infer<typeof pairingRequest>;

type Parts = { documents: Documents; anchor: Uint8Array; codeNames?: CodeNames };

/**
 * Opens the pairing of the first phone and gives the code to show, which is stored nowhere; a code given before is
 * void. Undefined where a phone is paired already: then only a paired phone may invite another.
 */
export async function offerPairing(
  parts: Parts,
  household: HouseholdId,
  random: (bytes: number) => Uint8Array,
  now: Instant,
): Promise<{ code: string; until: Instant } | undefined> {
  if (await parts.documents.get(household, 'trust', 'trust')) return undefined;
  return openCode(parts, household, 'first', random, now);
}

/** A paired phone's code for a further one. It forgets whoever gave an earlier code. */
export const inviteFurther = (
  parts: Parts,
  household: HouseholdId,
  random: (bytes: number) => Uint8Array,
  now: Instant,
): Promise<{ code: string; until: Instant }> => openCode(parts, household, 'further', random, now);

async function openCode(
  { documents, anchor, codeNames }: Parts,
  household: HouseholdId,
  admits: Pairing['admits'],
  random: (bytes: number) => Uint8Array,
  now: Instant,
): Promise<{ code: string; until: Instant }> {
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
    await codeNames?.note(code, household, pairing.until);
    return { code, until: pairing.until };
  }
}

/** What a phone that gave the right code gets: the trust list it is in, or the word to wait for a phone to admit it. */
export type Paired = { links: string[] } | { waiting: true };

/**
 * Takes a code. In an empty household a right one pairs the first phone: it becomes the sealed first link of the
 * trust list. In a paired one it only introduces a candidate, whom a paired phone then admits or not. The same
 * phone asking again gets the same answer, and the links once it is in.
 */
export async function pair(
  { documents, anchor }: Parts,
  household: HouseholdId,
  { code, phone, recovery }: PairingRequest,
  now: Instant,
): Promise<Paired | { refused: ProblemCode }> {
  for (;;) {
    const existing = await documents.get(household, 'trust', 'trust');
    if (existing && (await isIn(phone.key, existing.links, household, anchor)))
      return { links: existing.links };
    const pairing = await documents.get(household, 'pairing', 'pairing');
    if (existing && pairing?.admits !== 'further') return { refused: 'already-paired' };
    if (!pairing) return { refused: 'code-expired' };
    if (existing && now < pairing.until && pairing.candidate && sameKey(pairing.candidate.key, phone.key))
      return { waiting: true };

    const { next, refused } = tryPairing(pairing, { typed: code, anchor, now });
    if (refused) {
      if (next === pairing || (await documents.put(next, pairing.version))) return { refused };
      continue;
    }
    if (existing) {
      if (await documents.put({ ...next, candidate: phone }, pairing.version)) return { waiting: true };
      continue;
    }
    const firstLink: FirstLink = { type: 'create-household', household, at: now, phone, recovery };
    const links = [await sealWithAnchorKey(firstLink, 'second-yes-first-link', anchor)];
    const check = { key: { household, kind: 'pairing', id: 'pairing' } as const, version: pairing.version };
    if (!(await documents.put({ kind: 'trust', household, id: 'trust', version: 0, links }, 0, { check })))
      continue;
    return { links };
  }
}

/** Whom a paired phone is asked to admit: whoever gave the code that is open now. */
export async function candidateOf(
  { documents }: Parts,
  household: HouseholdId,
  now: Instant,
): Promise<NewPhone | undefined> {
  const pairing = await documents.get(household, 'pairing', 'pairing');
  return pairing && now < pairing.until ? pairing.candidate : undefined;
}

async function isIn(
  key: PublicKey,
  links: string[],
  household: HouseholdId,
  anchor: Uint8Array,
): Promise<boolean> {
  const trust = await replayTrustList(links, household, { anchor });
  return !('refused' in trust) && trust.phones.has(await phoneIdOf(key));
}

const sameKey = (a: PublicKey, b: PublicKey): boolean => a.x === b.x && a.y === b.y;
