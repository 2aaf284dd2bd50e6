import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pairing } from '../../core/approval/pairing-code.ts';
import type { ConversationId, HouseholdId, PhoneId, RoomId } from '../../core/household/ids.ts';
import type { HouseholdDocument } from '../../core/household/room.ts';
import { instant, minutes } from '../../core/household/instant.ts';
import type { Subscription } from '../../core/household/subscription.ts';
import type { Document, Documents, Key, SeenProof } from '../../services/ports/documents.ts';
import { SCHEMA_VERSION } from '../../services/storage/stored-document.ts';
import { aHeldMessage, aMessageId } from '../support/builders/builders.ts';

const home = 'home' as HouseholdId;
const away = 'away' as HouseholdId;
const noon = 1_800_000_000_000;

const aHouseholdId = (room: string, household = home): HouseholdDocument => ({
  kind: 'household',
  household,
  id: 'household',
  version: 0,
  rooms: [{ id: 'room-1' as RoomId, name: room }],
});

const aTrustDocument = (link: string, household = home) => ({
  kind: 'trust' as const,
  household,
  id: 'trust' as const,
  version: 0,
  links: [link],
});

const aMessage = (id: string, household = home) => aHeldMessage({ household, id: aMessageId(id) });

const aSubscription = (id: string, household = home): Subscription => ({
  kind: 'subscription',
  household,
  id: id as PhoneId,
  version: 0,
  since: instant(noon),
});

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

const aProof = (id: string, until = noon, household = home): SeenProof => ({
  kind: 'proof',
  household,
  id,
  version: 0,
  until: instant(until),
});

/** It has expired, but a purge deletes proofs only. */
const anOldPairing: Pairing = {
  kind: 'pairing',
  household: home,
  id: 'pairing',
  version: 0,
  admits: 'first',
  mac: 'mac',
  until: instant(noon - 1),
  used: true,
  tries: [],
};

const similarNames = ['away', 'hom', 'home#', 'home2', 'home#message'] as HouseholdId[];
const ofAnother = (household: HouseholdId): Document[] => [
  aMessage('z', household),
  aTrustDocument('theirs', household),
  aHouseholdId('Attic', household),
  aSubscription('z', household),
];

/**
 * The contract of the `Documents` port, for every engine.
 *
 * @param open gives an empty store
 * @param options.purges whether `purge` deletes at once, or leaves it to the engine to delete later
 */
export function documentsContract(
  engine: string,
  open: () => Promise<{
    documents: Documents;
    /** Changes the schema version of a stored document behind the program's back. */
    setSchemaVersion: (key: Key, schemaVersion: number) => Promise<void>;
    close: () => Promise<void>;
  }>,
  { purges = 'at once' }: { purges?: 'at once' | 'later' } = {},
): void {
  describe(`documents in ${engine}`, () => {
    let documents: Documents;
    let setSchemaVersion: (key: Key, schemaVersion: number) => Promise<void>;
    let close: () => Promise<void>;
    beforeEach(async () => ({ documents, setSchemaVersion, close } = await open()));
    afterEach(() => close());

    test('a document that was never put is undefined', async () => {
      expect(await documents.get(home, 'household', 'household')).toBeUndefined();
    });

    test('a first put stores version 1, and get gives the same document', async () => {
      const kitchen = aHouseholdId('Küche 🍳 "quoted"');
      expect(await documents.put(kitchen, 0)).toBe(true);
      expect(await documents.get(home, 'household', 'household')).toEqual({ ...kitchen, version: 1 });
    });

    test('a put on the stored version replaces the document and increments its version', async () => {
      await documents.put(aHouseholdId('Kitchen'), 0);
      expect(await documents.put(aHouseholdId('Hall'), 1)).toBe(true);
      expect(await documents.get(home, 'household', 'household')).toEqual({
        ...aHouseholdId('Hall'),
        version: 2,
      });
    });

    test.each([
      ['as the first version of an existing document', 0],
      ['on an older version', 1],
      ['on a version that does not exist yet', 3],
    ])('a put %s is refused and changes nothing', async (_what, ifVersion) => {
      await documents.put(aHouseholdId('Kitchen'), 0);
      await documents.put(aHouseholdId('Hall'), 1);
      expect(await documents.put(aHouseholdId('Cellar'), ifVersion)).toBe(false);
      expect(await documents.get(home, 'household', 'household')).toMatchObject({
        version: 2,
        rooms: [{ name: 'Hall' }],
      });
    });

    test('a put on version 1 of a document that does not exist is refused', async () => {
      expect(await documents.put(aHouseholdId('Kitchen'), 1)).toBe(false);
      expect(await documents.get(home, 'household', 'household')).toBeUndefined();
    });

    test.each([0, 1])('of many concurrent puts on version %i exactly one is stored', async version => {
      if (version === 1) await documents.put(aHouseholdId('Kitchen'), 0);
      const rooms = Array.from({ length: 8 }, (_, i) => `Room ${i}`);
      const won = await Promise.all(rooms.map(room => documents.put(aHouseholdId(room), version)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await documents.get(home, 'household', 'household')).toEqual({
        ...aHouseholdId(rooms[won.indexOf(true)] as string),
        version: version + 1,
      });
    });

    test('the same id in another household or of another kind is another document', async () => {
      await documents.put(aHouseholdId('Kitchen'), 0);
      await documents.put(aHouseholdId('Cabin', away), 0);
      await documents.put(aProof('household'), 0);
      expect(await documents.get(home, 'household', 'household')).toMatchObject({
        rooms: [{ name: 'Kitchen' }],
      });
      expect(await documents.get(away, 'household', 'household')).toMatchObject({
        rooms: [{ name: 'Cabin' }],
      });
      expect(await documents.get(home, 'proof', 'household')).toMatchObject({ kind: 'proof' });
    });

    describe('a put with a check', () => {
      const key = { household: home, kind: 'household', id: 'household' } as const;
      beforeEach(() => documents.put(aHouseholdId('Kitchen'), 0));

      test('a put with a check is stored where the checked document is at the version', async () => {
        expect(await documents.put(aProof('a'), 0, { check: { key, version: 1 } })).toBe(true);
        expect(await documents.put(aProof('a', noon + 1), 1, { check: { key, version: 1 } })).toBe(true);
        expect(await documents.get(home, 'proof', 'a')).toMatchObject({ version: 2, until: noon + 1 });
      });

      test.each([0, 2])(
        'a put with a check is refused where the checked document is not at version %i',
        async version => {
          expect(await documents.put(aProof('a'), 0, { check: { key, version } })).toBe(false);
          expect(await documents.get(home, 'proof', 'a')).toBeUndefined();
        },
      );

      test('a put with a passing check is refused where its own version is stale', async () => {
        await documents.put(aProof('a'), 0);
        expect(await documents.put(aProof('a', noon + 1), 0, { check: { key, version: 1 } })).toBe(false);
        expect(await documents.get(home, 'proof', 'a')).toMatchObject({ version: 1, until: noon });
      });

      test('a put that checks for a missing document is stored where that document is missing', async () => {
        const missing = { ...key, household: away };
        expect(await documents.put(aProof('a'), 0, { check: { key: missing, version: 0 } })).toBe(true);
        expect(await documents.put(aProof('b'), 0, { check: { key: missing, version: 1 } })).toBe(false);
      });

      test('a put that checks for any version is stored only where there is such a document', async () => {
        const missing = { ...key, id: 'missing' };
        expect(await documents.put(aProof('a'), 0, { check: { key, version: 'any' } })).toBe(true);
        expect(await documents.put(aProof('b'), 0, { check: { key: missing, version: 'any' } })).toBe(false);
        expect(await documents.get(aProof('b').household, 'proof', aProof('b').id)).toBeUndefined();
      });

      test('of many concurrent puts with a check exactly one is stored', async () => {
        const puts = Array.from({ length: 5 }, (_, i) =>
          documents.put(aProof('a', noon + i), 0, { check: { key, version: 1 } }),
        );
        const won = await Promise.all(puts);
        expect(won.filter(Boolean)).toHaveLength(1);
        expect(await documents.get(home, 'proof', 'a')).toMatchObject({
          version: 1,
          until: noon + won.indexOf(true),
        });
      });

      test('a put stores what its document is revised to', async () => {
        const revise = () => aProof('a', noon + 7);
        expect(await documents.put(aProof('a'), 0, { check: { key, version: 1 }, revise })).toBe(true);
        expect(await documents.get(home, 'proof', 'a')).toMatchObject({ version: 1, until: noon + 7 });
      });

      test('a put with a check does not change the checked document', async () => {
        await documents.put(aProof('a'), 0, { check: { key, version: 1 } });
        expect(await documents.get(home, 'household', 'household')).toMatchObject({ version: 1 });
      });
    });

    describe('a put with an added document', () => {
      const added = aProof('added');
      const room = async () => (await documents.get(home, 'household', 'household'))?.rooms[0]?.name;
      const addedIs = () => documents.get(home, 'proof', 'added');
      beforeEach(() => documents.put(aHouseholdId('Kitchen'), 0));

      test('a put with an added document stores both, the added one as version 1', async () => {
        expect(await documents.put(aHouseholdId('Hall'), 1, { add: added })).toBe(true);
        expect(await room()).toBe('Hall');
        expect(await addedIs()).toEqual({ ...added, version: 1 });
      });

      test('a put with an added document stores both where neither existed', async () => {
        expect(await documents.put(aHouseholdId('Cabin', away), 0, { add: added })).toBe(true);
        expect(await documents.get(away, 'household', 'household')).toMatchObject({ version: 1 });
        expect(await addedIs()).toBeDefined();
      });

      test('a put with an added document stores neither where the version is stale', async () => {
        await documents.put(aHouseholdId('Hall'), 1);
        expect(await documents.put(aHouseholdId('Cellar'), 1, { add: added })).toBe(false);
        expect(await documents.put(aHouseholdId('Cellar'), 0, { add: added })).toBe(false);
        expect(await room()).toBe('Hall');
        expect(await addedIs()).toBeUndefined();
      });

      test('a put with an added document stores neither where the added one exists at any version', async () => {
        await documents.put(added, 0);
        expect(await documents.put(aHouseholdId('Hall'), 1, { add: aProof('added', noon + 1) })).toBe(false);
        await documents.put(added, 1);
        expect(await documents.put(aHouseholdId('Hall'), 1, { add: aProof('added', noon + 1) })).toBe(false);
        expect(await room()).toBe('Kitchen');
        expect(await addedIs()).toMatchObject({ version: 2, until: noon });
      });

      test('a put with an added document stores neither where both conditions fail', async () => {
        await documents.put(added, 0);
        expect(await documents.put(aHouseholdId('Hall'), 7, { add: added })).toBe(false);
        expect([await room(), (await addedIs())?.version]).toEqual(['Kitchen', 1]);
      });

      test('a put with an added document and a check stores both only where the check passes', async () => {
        const key = { household: home, kind: 'proof', id: 'other' } as const;
        const puts = (version: number) =>
          documents.put(aHouseholdId('Hall'), 1, { add: added, check: { key, version } });
        expect(await puts(1)).toBe(false);
        expect([await room(), await addedIs()]).toEqual(['Kitchen', undefined]);
        expect(await puts(0)).toBe(true);
        expect([await room(), (await addedIs())?.version]).toEqual(['Hall', 1]);
      });

      test('of many concurrent puts that add the same document exactly one is stored', async () => {
        const names = Array.from({ length: 5 }, (_, i) => `p${i}`);
        const won = await Promise.all(names.map(name => documents.put(aProof(name), 0, { add: added })));
        expect(won.filter(Boolean)).toHaveLength(1);
        const stored = await Promise.all(names.map(name => documents.get(home, 'proof', name)));
        expect(stored.map(one => one !== undefined)).toEqual(won);
      });

      test('an added document is listed, and deleted with its household', async () => {
        await documents.put(aHouseholdId('Hall'), 1, { add: aSubscription('added') });
        expect((await documents.list(home, 'subscription')).map(({ id }) => id)).toEqual(['added']);
        await documents.forget(home);
        expect(await documents.list(home, 'subscription')).toEqual([]);
      });
    });

    describe('a list', () => {
      const ids = (list: { id: string }[]) => list.map(({ id }) => id);
      beforeEach(async () => {
        for (const id of ['b', 'd', 'a', 'c']) await documents.put(aProof(id), 0);
        await documents.put(aProof('e', noon, away), 0);
        await documents.put(aHouseholdId('Kitchen'), 0);
      });

      test('a list has the documents of one kind and household, newest id first', async () => {
        expect(ids(await documents.list(home, 'proof'))).toEqual(['d', 'c', 'b', 'a']);
      });

      test('a list has whole documents', async () => {
        expect(await documents.list(home, 'household')).toEqual([{ ...aHouseholdId('Kitchen'), version: 1 }]);
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
          ...aHouseholdId('x'.repeat(200_000)),
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
        await documents.put(aHouseholdId('Kitchen'), 0);
        await documents.put(aHouseholdId('Hall'), 1);
        expect(await documents.overview(home, { messages: 3 })).toEqual({
          trust: { ...aTrustDocument('link'), version: 1 },
          householdDocument: { ...aHouseholdId('Hall'), version: 2 },
          messages: ['d', 'c', 'b'].map(id => ({ ...aMessage(id), version: 1 })),
        });
      });

      test.each<[string, Document[]]>([
        ['both', [aTrustDocument('link'), aHouseholdId('Kitchen')]],
        ['a trust list only', [aTrustDocument('link')]],
        ['a household’s document only', [aHouseholdId('Kitchen')]],
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
        const own = [aMessage('a'), aTrustDocument('link'), aHouseholdId('Kitchen'), aSubscription('a')];
        for (const one of [...own, ...otherKinds()]) await documents.put(one, 0);
        for (const one of similarNames.flatMap(ofAnother)) await documents.put(one, 0);
        expect(await documents.overview(home, { messages: 9 })).toEqual({
          trust: { ...aTrustDocument('link'), version: 1 },
          householdDocument: { ...aHouseholdId('Kitchen'), version: 1 },
          messages: [{ ...aMessage('a'), version: 1 }],
        });
      });

      test('an overview of more than one megabyte is complete, and respects its limit', async () => {
        await documents.put(aTrustDocument('x'.repeat(400_000)), 0);
        await documents.put(aHouseholdId('x'.repeat(200_000)), 0);
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
        const own = [aTrustDocument('link'), aHouseholdId('Kitchen'), aMessage('a')];
        for (const one of [...own, ...otherKinds()]) await documents.put(one, 0);
        for (const id of ['b', 'a']) await documents.put(aSubscription(id), 0);
        for (const one of similarNames.flatMap(ofAnother)) await documents.put(one, 0);
        expect(await documents.phones(home)).toEqual({
          trust: { ...aTrustDocument('link'), version: 1 },
          householdDocument: { ...aHouseholdId('Kitchen'), version: 1 },
          subscriptions: ['b', 'a'].map(id => ({ ...aSubscription(id), version: 1 })),
        });
      });

      test.each<[string, Document[]]>([
        ['nothing', []],
        ['phones only', [aSubscription('a')]],
        ['a trust list and no phone', [aTrustDocument('link')]],
        ['a household’s document only', [aHouseholdId('Kitchen')]],
      ])('phones of a household with %s has exactly that', async (_what, own) => {
        for (const one of [...own, aMessage('a'), ...otherKinds()]) await documents.put(one, 0);
        const { trust, householdDocument, subscriptions } = await documents.phones(home);
        expect([trust, householdDocument, ...subscriptions].filter(one => one !== undefined)).toEqual(
          own.map(one => ({ ...one, version: 1 })),
        );
      });

      test('phones of more than one megabyte is complete', async () => {
        await documents.put(aTrustDocument('x'.repeat(400_000)), 0);
        await documents.put(aHouseholdId('x'.repeat(400_000)), 0);
        const keys = { p256dh: 'a', auth: 'x'.repeat(50_000) };
        const target = { endpoint: 'https://push.example', keys };
        const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
        for (const id of ids) await documents.put({ ...aSubscription(id), target }, 0);
        const { trust, householdDocument, subscriptions } = await documents.phones(home);
        expect([trust?.version, householdDocument?.version]).toEqual([1, 1]);
        expect(subscriptions.map(({ id }) => id)).toEqual(ids.toReversed());
      });
    });

    describe('a document of a newer schema', () => {
      const key = { household: home, kind: 'household', id: 'household' } as const;
      const refused = { code: 'schema-unknown' };
      beforeEach(async () => {
        await documents.put(aHouseholdId('Kitchen'), 0);
        await setSchemaVersion(key, SCHEMA_VERSION + 1);
      });

      test('a document of a newer schema is refused as schema-unknown by every way to read it', async () => {
        await expect(documents.get(home, 'household', 'household')).rejects.toMatchObject(refused);
        await expect(documents.list(home, 'household')).rejects.toMatchObject(refused);
        await expect(documents.overview(home, { messages: 1 })).rejects.toMatchObject(refused);
        await expect(documents.phones(home)).rejects.toMatchObject(refused);
      });

      test('a document of a newer schema is not overwritten by a put on its version', async () => {
        expect(await documents.put(aHouseholdId('Hall'), 1)).toBe(false);
        expect(await documents.put(aHouseholdId('Hall'), 1, { add: aProof('a') })).toBe(false);
        expect(await documents.put(aHouseholdId('Hall'), 0)).toBe(false);
        await setSchemaVersion(key, SCHEMA_VERSION);
        expect(await documents.list(home, 'household')).toEqual([{ ...aHouseholdId('Kitchen'), version: 1 }]);
        expect(await documents.list(home, 'proof')).toEqual([]);
      });

      test('a document of a newer schema is forgotten with its household', async () => {
        await documents.forget(home);
        expect(await documents.list(home, 'household')).toEqual([]);
      });
    });

    test('forgetting a household deletes all its documents but used proofs, and none of another household', async () => {
      await documents.put(aProof('a'), 0);
      await documents.put(aHouseholdId('Kitchen'), 0);
      await documents.put({ ...aHouseholdId('Hall'), household: away }, 0);

      await documents.forget(home);

      expect(await documents.get(home, 'household', 'household')).toBeUndefined();
      expect(await documents.put(aProof('a'), 0)).toBe(false);
      expect(await documents.get(away, 'household', 'household')).toBeDefined();
    });

    test('forgetting a household deletes any number of documents', async () => {
      const names = Array.from({ length: 60 }, (_, i) => `p${i}`);
      await Promise.all(names.map(name => documents.put(aSubscription(name), 0)));
      await documents.forget(home);
      expect(await documents.list(home, 'subscription')).toEqual([]);
      expect(await documents.put(aSubscription('p1'), 0)).toBe(true);
    });

    test('a purge deletes expired proofs and nothing else', async () => {
      await documents.put(aProof('stale', noon - 1), 0);
      await documents.put(aProof('stale elsewhere', noon - minutes(5), away), 0);
      await documents.put(aProof('fresh', noon + 1), 0);
      await documents.put(aHouseholdId('Kitchen'), 0);
      await documents.put(anOldPairing, 0);

      await documents.purge(instant(noon));

      if (purges === 'at once') {
        expect(await documents.list(away, 'proof')).toEqual([]);
        expect(await documents.get(home, 'proof', 'stale')).toBeUndefined();
      }
      expect(await documents.get(home, 'proof', 'fresh')).toBeDefined();
      expect(await documents.get(home, 'household', 'household')).toBeDefined();
      expect(await documents.get(home, 'pairing', 'pairing')).toBeDefined();
    });
  });
}
