import { linkDigest, replayTrustList } from '../../core/approval/trust-list.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Sha256 } from '../../core/household/sha256.ts';
import { askOpenly, type Network, openApi } from '../session/api-client.ts';
import { computeCheckNumber } from './check-number.ts';
import { createCheckpoint } from '../session/check-trust-list.ts';
import type { Identity, PhoneStore, Pairing } from '../session/phone-store.ts';
import { parsed } from '../../core/api/answers.ts';
import type { Answered } from '../session/problem.ts';
import { pairingTexts } from '../ui/texts.ts';

/**
 * What is needed to pair. Without a household the house is asked whose the code is, as a typed code does not name it;
 * without a firstLink the first link that the house shows is believed.
 */
export type PairRequest = { code: string; name: string; household?: HouseholdId; firstLink?: Sha256 };

/** A paired phone has to let this one in; it shows this number too. Then the same is asked again. */
export type AwaitingAdmission = { waiting: PairRequest; check: string };

/**
 * Pairs this phone: its key is kept before the request, so that asking again after a lost answer is asking with
 * the same key. Believes the answer only if the list replays from link 0 and names this very key, and pins link 0.
 */
export async function pairPhone(
  network: Network,
  keeping: PhoneStore,
  asked: PairRequest,
): Promise<Answered<Pairing | AwaitingAdmission>> {
  const { code, name, household: named } = asked;
  const identity = await keeping.loadIdentity();
  const house: Answered<{ household: HouseholdId }> =
    named === undefined
      ? await askOpenly(network, '/api/house', parsed.house, { code })
      : { got: { household: named } };
  if ('problem' in house) return house;
  const { household } = house.got;

  const recovery = await unwrittenRecovery(network, keeping);
  const body = { code, phone: { key: identity.jwk, name }, recovery: recovery.jwk };
  const answered = await openApi(network, household, identity).post('/pair', body, parsed.paired);
  if ('problem' in answered) return answered;
  if ('waiting' in answered.got)
    return { got: { waiting: { ...asked, household }, check: computeCheckNumber(identity.phone, code) } };
  const { links } = answered.got;
  const first = linkDigest(links[0] ?? '');
  const firstLink = asked.firstLink ?? first;
  if (firstLink !== first) return disbelieved(pairingTexts.pair.otherFirstLink);
  const trust = await replayTrustList(links, household, { firstLink });
  if ('refused' in trust || !trust.phones.has(identity.phone)) return disbelieved(pairingTexts.pair.otherKey);
  // A further phone's code is not the house's: the first one made that.
  if (trust.recovery.id !== recovery.phone) await keeping.deleteRecoveryCode();
  const paired = { household, firstLink, checkpoint: createCheckpoint(trust) };
  await keeping.savePairing(paired);
  return { got: paired };
}

/** The key of the recovery code that waits to be written down; made once, so that asking again is asking the same. */
async function unwrittenRecovery({ random }: Network, keeping: PhoneStore): Promise<Identity> {
  const { createRecoveryCode: newRecoveryCode, deriveRecoveryKey: recoveryKeyOf } =
    await import('./recovery-code.ts');
  const code = (await keeping.loadRecoveryCode()) ?? newRecoveryCode(random);
  await keeping.saveRecoveryCode(code);
  return recoveryKeyOf(code);
}

const disbelieved = (title: string) => ({ problem: { code: 'not-understood', title } }) as const;
