import { linkDigest, replayTrustList } from '../lambda/approval/trust-list.ts';
import type { HouseholdId } from '../lambda/household/ids.ts';
import { askOpenly, type Network, openApi } from './api.http.ts';
import { knownFrom } from './judge-trust.ts';
import type { Keeping, Paired } from './keeping.ts';
import { parsed } from './parsed-answers.ts';
import type { Answered } from './problem.ts';
import { words } from './words.ts';

/** What is needed to pair; without a household it is asked of the house itself, as a typed code does not name it. */
export type ToPair = { code: string; name: string; household?: HouseholdId };

/**
 * Pairs this phone: its key is kept before the request, so that asking again after a lost answer is asking with
 * the same key. Believes the answer only if link 0 names this very key and the list replays from it, and pins it.
 */
export async function pairPhone(
  network: Network,
  keeping: Keeping,
  { code, name, household: named }: ToPair,
): Promise<Answered<Paired>> {
  const identity = await keeping.identity();
  const house: Answered<{ household: HouseholdId }> =
    named === undefined
      ? await askOpenly(network, '/api/house', parsed.house)
      : { got: { household: named } };
  if ('problem' in house) return house;
  const { household } = house.got;

  const body = { code, phone: { key: identity.jwk, name } };
  const answered = await openApi(network, household, identity).post('/pair', body, parsed.paired);
  if ('problem' in answered) return answered;
  const genesis = linkDigest(answered.got.links[0] ?? '');
  const trust = await replayTrustList(answered.got.links, household, { genesis });
  if ('refused' in trust || [...trust.phones.keys()][0] !== identity.phone)
    return { problem: { code: 'not-understood', title: words.pair.otherKey } };
  const paired = { household, genesis, known: knownFrom(trust) };
  await keeping.keepPaired(paired);
  return { got: paired };
}
