import { showHousehold } from '../../core/api/pairing-routes.ts';
import { appendLink, showTrustList } from '../../core/api/trust-routes.ts';
import { signWithPhoneKey } from '../../core/approval/jws.ts';
import type { Link } from '../../core/approval/link.ts';
import { headOf, linkDigest, replayTrustList, type TrustList } from '../../core/approval/trust-list.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { callOpenly, type Network, openApi } from '../session/api-client.ts';
import { createCheckpoint } from '../session/check-trust-list.ts';
import type { Identity, PhoneStore, Pairing } from '../session/phone-store.ts';
import type { Answered } from '../session/problem.ts';
import { createRecoveryCode, deriveRecoveryKey } from './recovery-code.ts';
import { pairingTexts } from '../ui/texts.ts';

// Pairing imports these from here. If they had a script of their own, the bundler would move more shared code out of
// the app's first script.
export { createRecoveryCode, deriveRecoveryKey };

export type RecoverRequest = { code: string; name: string; household?: HouseholdId };

/**
 * Adds this phone with the recovery code, which revokes all other phones, and creates the next recovery code. Safe
 * to repeat after a lost answer: a phone that is already in the list is not added twice.
 */
export async function recoverPhone(
  network: Network,
  store: PhoneStore,
  { code, name, household: named }: RecoverRequest,
): Promise<Answered<Pairing>> {
  const identity = await store.loadIdentity();
  const found: Answered<{ household: HouseholdId }> =
    named === undefined ? await callOpenly(network, showHousehold, undefined) : { got: { household: named } };
  if ('problem' in found) return found;
  const { household } = found.got;

  const listSeenBy = (by: Identity) => openApi(network, household, by).call(showTrustList, {});
  const mine = await listSeenBy(identity);
  if ('got' in mine) return finish(mine.got.links);

  const recovery = await deriveRecoveryKey(code);
  const seen = await listSeenBy(recovery);
  if ('problem' in seen)
    return seen.problem.code === 'proof-invalid'
      ? { problem: { ...seen.problem, title: pairingTexts.recovery.wrong } }
      : seen;
  const trust = await replay(seen.got.links);
  if (!trust || trust.recovery.id !== recovery.phone)
    return { problem: { code: 'not-understood', title: pairingTexts.recovery.invalidList } };

  const next = (await store.loadRecoveryCode()) ?? createRecoveryCode(network.random);
  await store.saveRecoveryCode(next);
  const link: Link = {
    type: 'recover',
    household,
    at: network.clock.now(),
    prev: headOf(trust),
    phone: { key: identity.jwk, name },
    recovery: (await deriveRecoveryKey(next)).jwk,
  };
  const jws = await signWithPhoneKey(link, 'second-yes-link', recovery);
  const answered = await openApi(network, household, recovery).call(appendLink, {}, { link: jws });
  return 'problem' in answered ? answered : finish(answered.got.links);

  async function replay(links: string[]): Promise<TrustList | undefined> {
    const list = await replayTrustList(links, household, { firstLink: linkDigest(links[0] ?? '') });
    return 'refused' in list ? undefined : list;
  }

  async function finish(links: string[]): Promise<Answered<Pairing>> {
    const list = await replay(links);
    if (!list?.phones.has(identity.phone))
      return { problem: { code: 'not-understood', title: pairingTexts.recovery.invalidList } };
    const paired = { household, firstLink: linkDigest(links[0] ?? ''), checkpoint: createCheckpoint(list) };
    await store.savePairing(paired);
    return { got: paired };
  }
}
