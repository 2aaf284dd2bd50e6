import { type DataAct, dataOrderText } from '../../core/approval/data-order.ts';
import type { DATA_ORDER_REFUSALS } from '../../core/api/household-routes.ts';
import type { PasskeyAssertion } from '../../core/approval/passkey-assertion.ts';
import { headOf } from '../../core/approval/trust-list.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Sha256 } from '../../core/household/bytes/sha256.ts';
import { usePasskey } from '../storage/use-passkey.ts';
import type { ProvenRequest } from './requests/proven-request.ts';

type Order = { head: Sha256; assertion?: PasskeyAssertion | undefined };
type OrderRefusal = { refused: (typeof DATA_ORDER_REFUSALS)[number] };

/**
 * Checks an order to export or to erase all data: it is for the trust list as it is, and it has a passkey's assertion if
 * the household has a passkey. Gives the refusal; undefined if the order may be carried out.
 */
export async function checkDataOrder(
  act: DataAct,
  { head, assertion }: Order,
  { documents, household, trust }: ProvenRequest,
  now: Instant,
): Promise<OrderRefusal | undefined> {
  if (head !== headOf(trust)) return { refused: 'trust-list-changed' };
  if (trust.passkeys.size === 0) return undefined;
  if (!assertion) return { refused: 'passkey-needed' };
  const signed = dataOrderText(act, household, head);
  const used = await usePasskey(documents, { household, assertion, signed, trust, now });
  return 'refused' in used ? used : undefined;
}
