import { beforeEach, describe, expect, test } from '@jest/globals';
import { inviteFurther } from '../../../services/companion/pair-phone.ts';
import { type PairingCodeIndex, pairingCodeIndex } from '../../../services/companion/pairing-code-index.ts';
import { after, minutes } from '../../../core/household/instant.ts';
import { aCompanion, origin } from '../../support/builders/a-companion.ts';
import { aHousehold, type TestHousehold } from '../../support/builders/a-household.ts';
import { aHouseholdId, anchor, noon } from '../../support/builders/builders.ts';
import { memoryDocuments } from '../../support/memory/memory-documents.ts';

const later = after(noon, minutes(10));

describe('A typed pairing code', () => {
  let documents: ReturnType<typeof memoryDocuments>;
  let index: PairingCodeIndex;
  beforeEach(async () => {
    documents = memoryDocuments();
    index = pairingCodeIndex({ documents, anchor });
    await index.add('ABCD-EFGH', aHouseholdId('ours'), later);
  });

  test.each(['ABCD-EFGH', 'abcdefgh', ' abcd efgh '])(
    'a pairing code typed as “%s” finds its household',
    async typed => {
      expect(await index.householdOf(typed, noon)).toBe('ours');
    },
  );

  test('an expired pairing code finds no household', async () => {
    expect(await index.householdOf('ABCD-EFGH', later)).toBeUndefined();
  });

  test('a pairing code of a time that has not come finds no household', async () => {
    expect(await index.householdOf('ABCD-EFGH', after(noon, -minutes(60)))).toBeUndefined();
  });

  test('an unknown pairing code finds no household', async () => {
    expect(await index.householdOf('ABCD-EFGJ', noon)).toBeUndefined();
  });

  test('a pairing code that was given twice finds the later household', async () => {
    await index.add('ABCD-EFGH', aHouseholdId('theirs'), later);
    expect(await index.householdOf('ABCD-EFGH', noon)).toBe('theirs');
  });

  test('a pairing code is not found with another anchor key', async () => {
    const other = pairingCodeIndex({ documents, anchor: new Uint8Array(32).fill(9) });
    expect(await other.householdOf('ABCD-EFGH', noon)).toBeUndefined();
  });
});

describe('A phone that was given a code for a further phone', () => {
  let household: TestHousehold;
  const asks = (api: ReturnType<typeof aCompanion>['api'], body: unknown) =>
    api.request(`${origin}/household`, { method: 'POST', body: JSON.stringify(body) });
  beforeEach(async () => void (household = await aHousehold()));

  test('a phone finds its household by a typed code, where many households share the address', async () => {
    const byCode = pairingCodeIndex({ documents: household.documents, anchor });
    const random = (length: number) => new Uint8Array(length).fill(7);
    const parts = { documents: household.documents, anchor, random, codes: byCode };
    const { code } = await inviteFurther(parts, household.household, household.clock.now());
    const { api } = aCompanion(household, { households: { byCode } });
    expect(await (await asks(api, { code })).json()).toEqual({ household: household.household, open: true });
    const unknown = await asks(api, { code: 'ZZZZ-ZZZZ' });
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { code: 'code-unknown' }]);
    for (const body of [{}, { code: 7 }, { code, more: 1 }]) expect((await asks(api, body)).status).toBe(400);
  });

  test('finding households is limited to the rate of pairing', async () => {
    const byCode = pairingCodeIndex({ documents: household.documents, anchor });
    const rates = { phone: Infinity, address: Infinity, pairing: 2, stop: Infinity };
    const { api } = aCompanion(household, { households: { byCode }, rates });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await asks(api, { code: 'ZZZZ-ZZZZ' })).status);
    expect(statuses).toEqual([404, 404, 429]);
  });
});
