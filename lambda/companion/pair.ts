import { z } from 'zod';
import { openPairing, PAIRING_CODE_BYTES, tryPairing } from '../approval/pairing-code.ts';
import { phoneIdOf, type PublicKey, sealByAnchor } from '../approval/signed.ts';
import { type Genesis, replayTrustList } from '../approval/trust-list.ts';
import type { HouseholdId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import type { Documents } from '../store/documents.ts';
import type { ProblemCode } from './problem.ts';

export const pairingRequest = z.strictObject({
  code: z.string().max(40),
  phone: z.strictObject({
    key: z.strictObject({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      x: z.string().length(43),
      y: z.string().length(43),
    }),
    name: z.string().trim().min(1).max(60),
  }),
});
export type PairingRequest = z.infer<typeof pairingRequest>;

type Parts = { documents: Documents; anchor: Uint8Array };

/**
 * Opens a pairing and gives the code to show, which is stored nowhere; a code given before is void. Undefined where
 * a phone is paired already: a code only ever opens an empty household.
 */
export async function offerPairing(
  { documents, anchor }: Parts,
  household: HouseholdId,
  random: (bytes: number) => Uint8Array,
  now: Instant,
): Promise<{ code: string; until: Instant } | undefined> {
  for (;;) {
    if (await documents.get(household, 'trust', 'trust')) return undefined;
    const before = await documents.get(household, 'pairing', 'pairing');
    const { pairing, code } = openPairing(household, random(PAIRING_CODE_BYTES), anchor, now);
    if (await documents.put(pairing, before?.version ?? 0)) return { code, until: pairing.until };
  }
}

/** Pairs the first phone: a right code becomes the sealed first link of the trust list. The same phone asking again gets the same answer. */
export async function pair(
  { documents, anchor }: Parts,
  household: HouseholdId,
  { code, phone }: PairingRequest,
  now: Instant,
): Promise<{ links: string[] } | { refused: ProblemCode }> {
  for (;;) {
    const existing = await documents.get(household, 'trust', 'trust');
    if (existing)
      return (await isFirst(phone.key, existing.links, household, anchor))
        ? { links: existing.links }
        : { refused: 'already-paired' };
    const pairing = await documents.get(household, 'pairing', 'pairing');
    if (!pairing) return { refused: 'code-expired' };
    const { next, refused } = tryPairing(pairing, code, anchor, now);
    if (refused) {
      if (next === pairing || (await documents.put(next, pairing.version))) return { refused };
      continue;
    }
    const genesis: Genesis = { does: 'found', household, at: now, phone, floor: 'listen' };
    const links = [await sealByAnchor(genesis, 'second-yes-genesis', anchor)];
    const also = { key: { household, kind: 'pairing', id: 'pairing' } as const, version: pairing.version };
    if (!(await documents.put({ kind: 'trust', household, id: 'trust', version: 0, links }, 0, also)))
      continue;
    return { links };
  }
}

async function isFirst(
  key: PublicKey,
  links: string[],
  household: HouseholdId,
  anchor: Uint8Array,
): Promise<boolean> {
  const trust = await replayTrustList(links, household, { anchor });
  return !('refused' in trust) && [...trust.phones.keys()][0] === (await phoneIdOf(key));
}
