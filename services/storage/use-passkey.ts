import type { PasskeyAssertion } from '../../core/approval/passkey-assertion.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import { verifyPasskeyAssertion } from '../../core/approval/verify-passkey-assertion.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';
import { changeDocument } from './change-document.ts';

/**
 * Verifies a passkey's assertion on a text (a JWS or an order) against the highest counter that this passkey has shown, and stores the new
 * counter and whether the passkey is backed up. Of two uses of one counter at the same time, the second is refused.
 */
export async function usePasskey(
  documents: Documents,
  {
    household,
    assertion,
    signed,
    trust,
    now,
  }: {
    household: HouseholdId;
    assertion: PasskeyAssertion;
    signed: string;
    trust: Pick<TrustList, 'passkeys'>;
    now: Instant;
  },
): Promise<{ passkey: string } | { refused: 'passkey-refused' }> {
  const used = await changeDocument<'passkey', { refused: 'passkey-refused' }>(documents, {
    household,
    kind: 'passkey',
    id: assertion.id,
    async decide(seen) {
      const use = await verifyPasskeyAssertion(assertion, {
        signed,
        passkeys: trust.passkeys,
        counter: seen?.counter,
      });
      if ('refused' in use) return { answer: use };
      const { id, counter, backedUp } = use;
      return { next: { kind: 'passkey', household, id, version: 0, counter, backedUp, usedAt: now } };
    },
  });
  return 'stored' in used ? { passkey: used.stored.id } : used.answer;
}
