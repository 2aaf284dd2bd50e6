import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Documents } from '../../../services/ports/documents.ts';
import {
  home,
  away,
  noon,
  aHouseholdDocument,
  aSubscription,
  aProof,
} from '../../support/builders/stored-documents.ts';

/**
 * The part of the contract of the `Documents` port about puts that look at a second document or add one.
 *
 * @param opened gives the store of the running test
 */
export function jointPutsContract(opened: () => Documents): void {
  let documents: Documents;
  beforeEach(() => {
    documents = opened();
  });

  describe('a put with a check', () => {
    const key = { household: home, kind: 'household', id: 'household' } as const;
    beforeEach(() => documents.put(aHouseholdDocument('Kitchen'), 0));

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
    beforeEach(() => documents.put(aHouseholdDocument('Kitchen'), 0));

    test('a put with an added document stores both, the added one as version 1', async () => {
      expect(await documents.put(aHouseholdDocument('Hall'), 1, { add: added })).toBe(true);
      expect(await room()).toBe('Hall');
      expect(await addedIs()).toEqual({ ...added, version: 1 });
    });

    test('a put with an added document stores both where neither existed', async () => {
      expect(await documents.put(aHouseholdDocument('Cabin', away), 0, { add: added })).toBe(true);
      expect(await documents.get(away, 'household', 'household')).toMatchObject({ version: 1 });
      expect(await addedIs()).toBeDefined();
    });

    test('a put with an added document stores neither where the version is stale', async () => {
      await documents.put(aHouseholdDocument('Hall'), 1);
      expect(await documents.put(aHouseholdDocument('Cellar'), 1, { add: added })).toBe(false);
      expect(await documents.put(aHouseholdDocument('Cellar'), 0, { add: added })).toBe(false);
      expect(await room()).toBe('Hall');
      expect(await addedIs()).toBeUndefined();
    });

    test('a put with an added document stores neither where the added one exists at any version', async () => {
      await documents.put(added, 0);
      expect(await documents.put(aHouseholdDocument('Hall'), 1, { add: aProof('added', noon + 1) })).toBe(
        false,
      );
      await documents.put(added, 1);
      expect(await documents.put(aHouseholdDocument('Hall'), 1, { add: aProof('added', noon + 1) })).toBe(
        false,
      );
      expect(await room()).toBe('Kitchen');
      expect(await addedIs()).toMatchObject({ version: 2, until: noon });
    });

    test('a put with an added document stores neither where both conditions fail', async () => {
      await documents.put(added, 0);
      expect(await documents.put(aHouseholdDocument('Hall'), 7, { add: added })).toBe(false);
      expect([await room(), (await addedIs())?.version]).toEqual(['Kitchen', 1]);
    });

    test('a put with an added document and a check stores both only where the check passes', async () => {
      const key = { household: home, kind: 'proof', id: 'other' } as const;
      const puts = (version: number) =>
        documents.put(aHouseholdDocument('Hall'), 1, { add: added, check: { key, version } });
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
      await documents.put(aHouseholdDocument('Hall'), 1, { add: aSubscription('added') });
      expect((await documents.list(home, 'subscription')).map(({ id }) => id)).toEqual(['added']);
      await documents.forget(home);
      expect(await documents.list(home, 'subscription')).toEqual([]);
    });
  });
}
