import { beforeEach, describe, expect, test } from '@jest/globals';
import { offerPairing } from '../../../services/companion/pair-phone.ts';
import { linkDigest } from '../../../core/approval/trust-list.ts';
import type { Sha256 } from '../../../core/household/bytes/sha256.ts';
import { pairPhone, type PairRequest } from '../../../phone/pairing/pair-phone.ts';
import { aHousehold, type TestHousehold, trustOf } from '../../support/builders/a-household.ts';
import { aFirstLink, aHouseholdId, anchor, aPhone, type TestPhone } from '../../support/builders/builders.ts';
import { memoryDocuments } from '../../support/memory/memory-documents.ts';
import { aNetwork, identityOf, createMemoryStore } from '../a-phone-app.ts';
import { pairingTexts } from '../../../phone/ui/texts.ts';

let household: TestHousehold;
let phone: TestPhone;
let code: string;

beforeEach(async () => {
  household = { ...(await aHousehold()), documents: memoryDocuments() };
  phone = await aPhone();
  const random = (bytes: number) => new Uint8Array(bytes).fill(7);
  const offer = await offerPairing(
    { documents: household.documents, anchor, random },
    household.household,
    household.clock.now(),
  );
  code = offer?.code ?? '';
});

const pairing = (more: Partial<PairRequest> = {}) => {
  const { network, line } = aNetwork(household);
  const store = createMemoryStore(identityOf(phone));
  const pair = () =>
    pairPhone(network, store, { code, name: 'My phone', household: household.household, ...more });
  return { pair, line, store, network };
};

describe('pairing', () => {
  test("pairing pins the first link, which contains this phone's key", async () => {
    const { pair, store } = pairing();
    expect(await pair()).toMatchObject({ got: { household: household.household } });
    const { links } = await trustOf(household);
    const firstLink = linkDigest(links[0] ?? '');
    expect(store.pairing).toEqual({
      household: household.household,
      firstLink,
      checkpoint: { length: 1, head: firstLink },
    });
  });

  test('pairing with a typed code asks the server for the household', async () => {
    const { network, line } = aNetwork(household);
    const answered = await pairPhone(network, createMemoryStore(identityOf(phone)), {
      code,
      name: 'My phone',
    });
    expect(answered).toMatchObject({ got: { household: household.household } });
    expect(line.asked).toEqual(['POST /api/household', 'POST /pair']);
  });

  test('pairing again after a lost answer gives the same result, because the key is the same', async () => {
    const { pair, line, store } = pairing();
    line.loses = 'answer';
    expect(await pair()).toMatchObject({ problem: { code: 'no-answer' } });
    expect(store.pairing).toBeUndefined();
    line.loses = 'nothing';
    expect(await pair()).toMatchObject({ got: { household: household.household } });
  });

  test('pairing with a wrong code is refused and stores nothing', async () => {
    const { pair, store } = pairing({ code: 'AAAA-AAAA' });
    expect(await pair()).toMatchObject({ problem: { code: 'code-wrong' } });
    expect(store.pairing).toBeUndefined();
  });

  test('pairing rejects a first link that contains another phone', async () => {
    const { pair, line, store } = pairing();
    const other = await aFirstLink(await aPhone('another'), { household: household.household });
    line.rewrite = () => Response.json({ household: household.household, phone: phone.id, links: [other] });
    expect(await pair()).toMatchObject({ problem: { code: 'not-understood' } });
    expect(store.pairing).toBeUndefined();
  });

  test('pairing rejects a first link of another household', async () => {
    const { pair, line } = pairing();
    const other = await aFirstLink(phone, { household: aHouseholdId('household-2') });
    line.rewrite = () => Response.json({ household: household.household, phone: phone.id, links: [other] });
    expect(await pair()).toMatchObject({ problem: { code: 'not-understood' } });
  });

  test('pairing by the link of a paired phone accepts the first link that this phone has pinned', async () => {
    const firstLink = await aFirstLink(phone, { household: household.household });
    const { pair, line, store } = pairing({ firstLink: linkDigest(firstLink) });
    line.rewrite = () =>
      Response.json({ household: household.household, phone: phone.id, links: [firstLink] });
    expect(await pair()).toMatchObject({ got: { firstLink: linkDigest(firstLink) } });
    expect(store.pairing?.firstLink).toBe(linkDigest(firstLink));
  });

  test.each(['', 'x'.repeat(43)])(
    'pairing by the link of a paired phone rejects any other first link (%j)',
    async firstLink => {
      const { pair, store } = pairing({ firstLink: firstLink as Sha256 });
      expect(await pair()).toEqual({
        problem: { code: 'not-understood', title: pairingTexts.pair.otherFirstLink },
      });
      expect(store.pairing).toBeUndefined();
    },
  );
});
