import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { instant, minutes } from '../../core/household/instant.ts';
import type { Documents, Key } from '../../services/ports/documents.ts';
import { SCHEMA_VERSION } from '../../services/storage/stored-document.ts';
import {
  home,
  away,
  noon,
  aHouseholdDocument,
  aSubscription,
  aProof,
  anOldPairing,
} from '../support/builders/stored-documents.ts';
import { jointPutsContract } from './documents-contract/joint-puts.ts';
import { readsContract } from './documents-contract/reads.ts';

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
      const kitchen = aHouseholdDocument('Küche 🍳 "quoted"');
      expect(await documents.put(kitchen, 0)).toBe(true);
      expect(await documents.get(home, 'household', 'household')).toEqual({ ...kitchen, version: 1 });
    });

    test('a put on the stored version replaces the document and increments its version', async () => {
      await documents.put(aHouseholdDocument('Kitchen'), 0);
      expect(await documents.put(aHouseholdDocument('Hall'), 1)).toBe(true);
      expect(await documents.get(home, 'household', 'household')).toEqual({
        ...aHouseholdDocument('Hall'),
        version: 2,
      });
    });

    test.each([
      ['as the first version of an existing document', 0],
      ['on an older version', 1],
      ['on a version that does not exist yet', 3],
    ])('a put %s is refused and changes nothing', async (_what, ifVersion) => {
      await documents.put(aHouseholdDocument('Kitchen'), 0);
      await documents.put(aHouseholdDocument('Hall'), 1);
      expect(await documents.put(aHouseholdDocument('Cellar'), ifVersion)).toBe(false);
      expect(await documents.get(home, 'household', 'household')).toMatchObject({
        version: 2,
        rooms: [{ name: 'Hall' }],
      });
    });

    test('a put on version 1 of a document that does not exist is refused', async () => {
      expect(await documents.put(aHouseholdDocument('Kitchen'), 1)).toBe(false);
      expect(await documents.get(home, 'household', 'household')).toBeUndefined();
    });

    test.each([0, 1])('of many concurrent puts on version %i exactly one is stored', async version => {
      if (version === 1) await documents.put(aHouseholdDocument('Kitchen'), 0);
      const rooms = Array.from({ length: 8 }, (_, i) => `Room ${i}`);
      const won = await Promise.all(rooms.map(room => documents.put(aHouseholdDocument(room), version)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await documents.get(home, 'household', 'household')).toEqual({
        ...aHouseholdDocument(rooms[won.indexOf(true)] as string),
        version: version + 1,
      });
    });

    test('the same id in another household or of another kind is another document', async () => {
      await documents.put(aHouseholdDocument('Kitchen'), 0);
      await documents.put(aHouseholdDocument('Cabin', away), 0);
      await documents.put(aProof('household'), 0);
      expect(await documents.get(home, 'household', 'household')).toMatchObject({
        rooms: [{ name: 'Kitchen' }],
      });
      expect(await documents.get(away, 'household', 'household')).toMatchObject({
        rooms: [{ name: 'Cabin' }],
      });
      expect(await documents.get(home, 'proof', 'household')).toMatchObject({ kind: 'proof' });
    });

    jointPutsContract(() => documents);
    readsContract(() => documents);

    describe('a document of a newer schema', () => {
      const key = { household: home, kind: 'household', id: 'household' } as const;
      const refused = { code: 'schema-unknown' };
      beforeEach(async () => {
        await documents.put(aHouseholdDocument('Kitchen'), 0);
        await setSchemaVersion(key, SCHEMA_VERSION + 1);
      });

      test('a document of a newer schema is refused as schema-unknown by every way to read it', async () => {
        await expect(documents.get(home, 'household', 'household')).rejects.toMatchObject(refused);
        await expect(documents.list(home, 'household')).rejects.toMatchObject(refused);
        await expect(documents.overview(home, { messages: 1 })).rejects.toMatchObject(refused);
        await expect(documents.phones(home)).rejects.toMatchObject(refused);
      });

      test('a document of a newer schema is not overwritten by a put on its version', async () => {
        expect(await documents.put(aHouseholdDocument('Hall'), 1)).toBe(false);
        expect(await documents.put(aHouseholdDocument('Hall'), 1, { add: aProof('a') })).toBe(false);
        expect(await documents.put(aHouseholdDocument('Hall'), 0)).toBe(false);
        await setSchemaVersion(key, SCHEMA_VERSION);
        expect(await documents.list(home, 'household')).toEqual([
          { ...aHouseholdDocument('Kitchen'), version: 1 },
        ]);
        expect(await documents.list(home, 'proof')).toEqual([]);
      });

      test('a document of a newer schema is forgotten with its household', async () => {
        await documents.forget(home);
        expect(await documents.list(home, 'household')).toEqual([]);
      });
    });

    test('forgetting a household deletes all its documents but used proofs, and none of another household', async () => {
      await documents.put(aProof('a'), 0);
      await documents.put(aHouseholdDocument('Kitchen'), 0);
      await documents.put({ ...aHouseholdDocument('Hall'), household: away }, 0);

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
      await documents.put(aHouseholdDocument('Kitchen'), 0);
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
