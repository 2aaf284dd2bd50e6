import { findHousehold, pairPhone as pairRoute } from '../../core/api/pairing-routes.ts';
import { linkDigest, replayTrustList } from '../../core/approval/trust-list.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Sha256 } from '../../core/household/bytes/sha256.ts';
import { callOpenly, type Network, openApi } from '../session/api-client.ts';
import { computeCheckNumber } from './check-number.ts';
import { createCheckpoint } from '../session/check-trust-list.ts';
import type { Identity, PhoneStore, Pairing } from '../session/phone-store.ts';
import type { Answered } from '../session/problem.ts';
import { pairingTexts } from '../ui/texts.ts';

/**
 * What pairing needs. A typed code names no household, so the server is asked for it. Without `firstLink` the phone
 * trusts the first link that the server shows.
 */
export type PairRequest = { code: string; name: string; household?: HouseholdId; firstLink?: Sha256 };

/** A paired phone has to add this one first. Both show `check`; then `waiting` is sent again. */
export type AwaitingAdmission = { waiting: PairRequest; check: string };

/**
 * Pairs this phone. The key is stored before the request, so a retry after a lost answer uses the same key. Accepts
 * the answer only if the trust list replays from its first link and contains this key, and pins the first link.
 */
export async function pairPhone(
  network: Network,
  store: PhoneStore,
  asked: PairRequest,
): Promise<Answered<Pairing | AwaitingAdmission>> {
  const { code, name, household: named } = asked;
  const identity = await store.loadIdentity();
  const found: Answered<{ household: HouseholdId }> =
    named === undefined ? await callOpenly(network, findHousehold, { code }) : { got: { household: named } };
  if ('problem' in found) return found;
  const { household } = found.got;

  const recovery = await loadUnwrittenRecovery(network, store);
  const body = { code, phone: { key: identity.jwk, name }, recovery: recovery.jwk };
  const answered = await openApi(network, household, identity).call(pairRoute, {}, body);
  if ('problem' in answered) return answered;
  if ('waiting' in answered.got)
    return { got: { waiting: { ...asked, household }, check: computeCheckNumber(identity.phone, code) } };
  const { links } = answered.got;
  const first = linkDigest(links[0] ?? '');
  const firstLink = asked.firstLink ?? first;
  if (firstLink !== first) return rejectAnswer(pairingTexts.pair.otherFirstLink);
  const trust = await replayTrustList(links, household, { firstLink });
  if ('refused' in trust || !trust.phones.has(identity.phone))
    return rejectAnswer(pairingTexts.pair.otherKey);
  // The household keeps the recovery code of its first phone, so this phone's code is not used.
  if (trust.recovery.id !== recovery.phone) await store.deleteRecoveryCode();
  const paired = { household, firstLink, checkpoint: createCheckpoint(trust) };
  await store.savePairing(paired);
  return { got: paired };
}

/** Whether the code of a link still works: it was used or has expired if no household has it open. */
export async function isCodeOpen(network: Network, code: string): Promise<boolean> {
  const found = await callOpenly(network, findHousehold, { code });
  return 'problem' in found ? found.problem.code !== 'code-unknown' : found.got.open;
}

/** The key of the recovery code that is not written down yet. It is created once, so that a retry sends the same key. */
async function loadUnwrittenRecovery({ random }: Network, store: PhoneStore): Promise<Identity> {
  const { createRecoveryCode, deriveRecoveryKey } = await import('./recover-phone.ts');
  const code = (await store.loadRecoveryCode()) ?? createRecoveryCode(random);
  await store.saveRecoveryCode(code);
  return deriveRecoveryKey(code);
}

const rejectAnswer = (title: string) => ({ problem: { code: 'not-understood', title } }) as const;
