import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ConversationId, HouseholdId, PhoneId, RoomId } from '../../../core/household/ids.ts';
import type { HouseholdDocument } from '../../../core/household/room.ts';
import { instant } from '../../../core/household/instant.ts';
import type { Document, Documents } from '../../../services/ports/documents.ts';
import { aHeldMessage, aMessageId } from '../../support/builders/builders.ts';
import {
  home,
  away,
  noon,
  aHouseholdDocument,
  aSubscription,
  aProof,
  anOldPairing,
} from '../../support/builders/stored-documents.ts';

const aTrustDocument = (link: string, household = home) => ({
  kind: 'trust' as const,
  household,
  id: 'trust' as const,
  version: 0,
  links: [link],
});

const aMessage = (id: string, household = home) => aHeldMessage({ household, id: aMessageId(id) });

/** One document of each kind that no overview contains. */
const otherKinds = (household = home): Document[] => [
  aProof('a', noon, household),
  { ...anOldPairing, household },
  { kind: 'code', household, id: 'code', version: 0, names: household, until: instant(noon) },
  { kind: 'passkey', household, id: 'a', version: 0, counter: 1, backedUp: true, usedAt: instant(noon) },
  {
    kind: 'activity',
    household,
    id: 'a',
    version: 0,
    at: instant(noon),
    by: 'phone' as PhoneId,
    action: { code: 'household-exported' },
  },
  {
    kind: 'stopped',
    household,
    id: 'a' as ConversationId,
    version: 0,
    at: instant(noon),
    room: { id: 'room-1' as RoomId, name: 'Kitchen' },
    why: 'silence',
    story: aHeldMessage().story,
  },
];

const similarNames = ['away', 'hom', 'home#', 'home2', 'home#message'] as HouseholdId[];
const ofAnother = (household: HouseholdId): Document[] => [
  aMessage('z', household),
  aTrustDocument('theirs', household),
  aHouseholdDocument('Attic', household),
  aSubscription('z', household),
];

/**
 * The part of the contract of the `Documents` port about reads of many documents.
 *
 * @param opened gives the store of the running test
 */
export function readsContract(opened: () => Documents): void {
  let documents: Documents;
  beforeEach(() => {
    documents = opened();
  });

  describe('a list', () => {
    const ids = (list: { id: string }[]) => list.map(({ id }) => id);
    beforeEach(async () => {
      for (const id of ['b', 'd', 'a', 'c']) await documents.put(aProof(id), 0);
      await documents.put(aProof('e', noon, away), 0);
      await documents.put(aHouseholdDocument('Kitchen'), 0);
    });

    test('a list has the documents of one kind and household, newest id first', async () => {
      expect(ids(await documents.list(home, 'proof'))).toEqual(['d', 'c', 'b', 'a']);
    });

    test('a list has whole documents', async () => {
      expect(await documents.list(home, 'household')).toEqual([
        { ...aHouseholdDocument('Kitchen'), version: 1 },
      ]);
    });

    test('a list with a limit has the newest documents', async () => {
      expect(ids(await documents.list(home, 'proof', { limit: 3 }))).toEqual(['d', 'c', 'b']);
    });

    test('a list includes the id that it is from and excludes the id that it is before', async () => {
      expect(ids(await documents.list(home, 'proof', { from: 'b' }))).toEqual(['d', 'c', 'b']);
      expect(ids(await documents.list(home, 'proof', { from: 'bb', limit: 1 }))).toEqual(['d']);
      expect(ids(await documents.list(home, 'proof', { before: 'd' }))).toEqual(['c', 'b', 'a']);
      expect(ids(await documents.list(home, 'proof', { before: 'bb', limit: 1 }))).toEqual(['b']);
      expect(ids(await documents.list(home, 'proof', { from: 'b', before: 'd' }))).toEqual(['c', 'b']);
    });

    test('a list with limit 0, or of an empty range, is empty', async () => {
      expect(await documents.list(home, 'proof', { limit: 0 })).toEqual([]);
      expect(await documents.list(home, 'proof', { from: 'b', before: 'b' })).toEqual([]);
      expect(await documents.list(home, 'proof', { from: 'c', before: 'b' })).toEqual([]);
    });

    test('a list has no document of a household with a similar name', async () => {
      const neighbour = 'home#proof' as HouseholdId;
      await documents.put(aProof('z', noon, neighbour), 0);
      await documents.put(aProof('z#z', noon, 'hom' as HouseholdId), 0);
      expect(ids(await documents.list(home, 'proof'))).toEqual(['d', 'c', 'b', 'a']);
      expect(ids(await documents.list(neighbour, 'proof'))).toEqual(['z']);
    });

    test('a list of more than one megabyte is complete and in order, and respects limit and range', async () => {
      const large = (id: string): HouseholdDocument & { id: string } => ({
        ...aHouseholdDocument('x'.repeat(200_000)),
        id: id as 'household',
      });
      const names = Array.from({ length: 12 }, (_, i) => `n${String(i).padStart(2, '0')}`);
      for (const name of names) await documents.put(large(name), 0);
      const found = ids(await documents.list(home, 'household'));
      expect(found).toEqual([...names.toReversed(), 'household']);
      expect(ids(await documents.list(home, 'household', { limit: 9 }))).toEqual(found.slice(0, 9));
      expect(ids(await documents.list(home, 'household', { from: 'n03', before: 'n11' }))).toEqual(
        names.slice(3, 11).toReversed(),
      );
    });

    test('a list of a household without documents is empty', async () => {
      expect(await documents.list('nobody' as HouseholdId, 'proof')).toEqual([]);
    });
  });

  describe('an overview', () => {
    const ids = (list: { id: string }[]) => list.map(({ id }) => id);
    const all = ['a', 'b', 'c', 'd', 'e', 'f'];

    test('an overview has the trust list, the household’s document and the newest messages', async () => {
      for (const id of ['b', 'd', 'a', 'c']) await documents.put(aMessage(id), 0);
      await documents.put(aTrustDocument('link'), 0);
      await documents.put(aHouseholdDocument('Kitchen'), 0);
      await documents.put(aHouseholdDocument('Hall'), 1);
      expect(await documents.overview(home, { messages: 3 })).toEqual({
        trust: { ...aTrustDocument('link'), version: 1 },
        householdDocument: { ...aHouseholdDocument('Hall'), version: 2 },
        messages: ['d', 'c', 'b'].map(id => ({ ...aMessage(id), version: 1 })),
      });
    });

    test.each<[string, Document[]]>([
      ['both', [aTrustDocument('link'), aHouseholdDocument('Kitchen')]],
      ['a trust list only', [aTrustDocument('link')]],
      ['a household’s document only', [aHouseholdDocument('Kitchen')]],
      ['neither', []],
    ])('an overview has the requested number of messages beside %s', async (_what, beside) => {
      for (const one of [...beside, ...all.map(id => aMessage(id))]) await documents.put(one, 0);
      for (let messages = 0; messages <= all.length + 1; messages++) {
        const seen = await documents.overview(home, { messages });
        expect(ids(seen.messages)).toEqual(all.toReversed().slice(0, messages));
        const others = [seen.trust, seen.householdDocument].filter(one => one !== undefined);
        expect(others).toEqual(beside.map(one => ({ ...one, version: 1 })));
      }
    });

    test('an overview of a household without these documents is empty', async () => {
      const empty = { trust: undefined, householdDocument: undefined, messages: [] };
      expect(await documents.overview(home, { messages: 3 })).toEqual(empty);
      for (const one of [...otherKinds(), aSubscription('a')]) await documents.put(one, 0);
      expect(await documents.overview(home, { messages: 3 })).toEqual(empty);
    });

    test('an overview has nothing of another kind or household', async () => {
      const own = [aMessage('a'), aTrustDocument('link'), aHouseholdDocument('Kitchen'), aSubscription('a')];
      for (const one of [...own, ...otherKinds()]) await documents.put(one, 0);
      for (const one of similarNames.flatMap(ofAnother)) await documents.put(one, 0);
      expect(await documents.overview(home, { messages: 9 })).toEqual({
        trust: { ...aTrustDocument('link'), version: 1 },
        householdDocument: { ...aHouseholdDocument('Kitchen'), version: 1 },
        messages: [{ ...aMessage('a'), version: 1 }],
      });
    });

    test('an overview of more than one megabyte is complete, and respects its limit', async () => {
      await documents.put(aTrustDocument('x'.repeat(400_000)), 0);
      await documents.put(aHouseholdDocument('x'.repeat(200_000)), 0);
      const names = Array.from({ length: 30 }, (_, i) => `n${String(i).padStart(2, '0')}`);
      for (const name of names)
        await documents.put({ ...aMessage(name), room: 'x'.repeat(50_000) as RoomId }, 0);
      for (const messages of [29, 30, 31]) {
        const seen = await documents.overview(home, { messages });
        expect(ids(seen.messages)).toEqual(names.toReversed().slice(0, messages));
        expect([seen.trust?.links[0]?.length, seen.householdDocument?.rooms[0]?.name.length]).toEqual([
          400_000, 200_000,
        ]);
      }
    });
  });

  describe('the phones', () => {
    test('phones has the trust list, the household’s document and all subscriptions, and nothing else', async () => {
      const own = [aTrustDocument('link'), aHouseholdDocument('Kitchen'), aMessage('a')];
      for (const one of [...own, ...otherKinds()]) await documents.put(one, 0);
      for (const id of ['b', 'a']) await documents.put(aSubscription(id), 0);
      for (const one of similarNames.flatMap(ofAnother)) await documents.put(one, 0);
      expect(await documents.phones(home)).toEqual({
        trust: { ...aTrustDocument('link'), version: 1 },
        householdDocument: { ...aHouseholdDocument('Kitchen'), version: 1 },
        subscriptions: ['b', 'a'].map(id => ({ ...aSubscription(id), version: 1 })),
      });
    });

    test.each<[string, Document[]]>([
      ['nothing', []],
      ['phones only', [aSubscription('a')]],
      ['a trust list and no phone', [aTrustDocument('link')]],
      ['a household’s document only', [aHouseholdDocument('Kitchen')]],
    ])('phones of a household with %s has exactly that', async (_what, own) => {
      for (const one of [...own, aMessage('a'), ...otherKinds()]) await documents.put(one, 0);
      const { trust, householdDocument, subscriptions } = await documents.phones(home);
      expect([trust, householdDocument, ...subscriptions].filter(one => one !== undefined)).toEqual(
        own.map(one => ({ ...one, version: 1 })),
      );
    });

    test('phones of more than one megabyte is complete', async () => {
      await documents.put(aTrustDocument('x'.repeat(400_000)), 0);
      await documents.put(aHouseholdDocument('x'.repeat(400_000)), 0);
      const keys = { p256dh: 'a', auth: 'x'.repeat(50_000) };
      const target = { endpoint: 'https://push.example', keys };
      const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
      for (const id of ids) await documents.put({ ...aSubscription(id), target }, 0);
      const { trust, householdDocument, subscriptions } = await documents.phones(home);
      expect([trust?.version, householdDocument?.version]).toEqual([1, 1]);
      expect(subscriptions.map(({ id }) => id)).toEqual(ids.toReversed());
    });
  });
}
