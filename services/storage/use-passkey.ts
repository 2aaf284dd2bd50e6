import type { PasskeyAnswer } from '../../core/approval/passkey-assertion.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import { verifyPasskey } from '../../core/approval/verify-passkey.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';

/**
 * Verifies a passkey's word on a JWS against the highest counter seen of it, and keeps the counter and whether the
 * passkey is backed up. Of two uses of one counter at the same time, the second is refused.
 */
export async function usePasskey(
  documents: Documents,
  household: HouseholdId,
  answer: PasskeyAnswer,
  jws: string,
  trust: Pick<TrustList, 'passkeys'>,
  now: Instant,
): Promise<{ passkey: string } | { refused: 'passkey-refused' }> {
  for (;;) {
    const seen = await documents.get(household, 'passkey', answer.id);
    const use = await verifyPasskey(answer, jws, trust, seen?.counter);
    if ('refused' in use) return use;
    const { id, counter, backedUp } = use;
    const next = { kind: 'passkey' as const, household, id, version: 0, counter, backedUp, usedAt: now };
    if (await documents.put(next, seen?.version ?? 0)) return { passkey: id };
  }
}
