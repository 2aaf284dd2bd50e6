import { expect, test } from '@jest/globals';
import type { Documents } from '../../../services/ports/documents.ts';
import { changeDocument } from '../../../services/storage/change-document.ts';
import { aHouseholdId, aRoomId } from '../../support/builders/builders.ts';
import { memoryDocuments } from '../../support/memory/memory-documents.ts';

const key = { household: aHouseholdId(), kind: 'household', id: 'household' } as const;
const withRooms = (...names: string[]) => ({
  ...key,
  version: 0,
  rooms: names.map(name => ({ id: aRoomId(name), name })),
});

const addRoom = (documents: Documents, name: string) =>
  changeDocument<'household', never>(documents, {
    ...key,
    decide: stored => ({ next: withRooms(...(stored?.rooms ?? []).map(room => room.name), name) }),
  });

/** Another writer adds a room just before each of the first `times` puts. */
function overtakenDocuments(documents: Documents, times: number): Documents {
  let overtaken = 0;
  return {
    ...documents,
    async put(...put) {
      if (overtaken < times) await addRoom(documents, `other ${(overtaken += 1)}`);
      return documents.put(...put);
    },
  };
}

test('a document that does not exist is decided on as undefined and stored as version 1', async () => {
  const documents = memoryDocuments();
  expect(await addRoom(documents, 'kitchen')).toEqual({ stored: { ...withRooms('kitchen'), version: 1 } });
  expect(await documents.get(key.household, 'household', 'household')).toMatchObject({ version: 1 });
});

test('an answer stores nothing', async () => {
  const documents = memoryDocuments();
  expect(await changeDocument(documents, { ...key, decide: () => ({ answer: 'no' }) })).toEqual({
    answer: 'no',
  });
  expect(documents.everything()).toEqual([]);
});

test('a known document is decided on without a load', async () => {
  const documents = memoryDocuments();
  await documents.put(withRooms('kitchen'), 0);
  const unread: Documents = { ...documents, get: () => Promise.reject(new Error('loaded')) };
  const known = { ...withRooms('kitchen'), version: 1 };
  const next = withRooms('kitchen', 'hall');
  expect(await changeDocument(unread, { ...key, known, decide: () => ({ next }) })).toEqual({
    stored: { ...next, version: 2 },
  });
});

test('a change that lost races decides again on the newest document, though an old one was known', async () => {
  const documents = memoryDocuments();
  await documents.put(withRooms('kitchen'), 0);
  const seen: string[][] = [];
  const changed = await changeDocument<'household', never>(overtakenDocuments(documents, 2), {
    ...key,
    known: { ...withRooms('kitchen'), version: 1 },
    decide(stored) {
      const names = (stored?.rooms ?? []).map(({ name }) => name);
      seen.push(names);
      return { next: withRooms(...names, 'hall') };
    },
  });
  expect(seen).toEqual([['kitchen'], ['kitchen', 'other 1'], ['kitchen', 'other 1', 'other 2']]);
  expect(changed).toMatchObject({ stored: { version: 4 } });
});

test('a change that lost a race gives up with the answer for that, where one is given', async () => {
  const documents = memoryDocuments();
  const changed = await changeDocument(overtakenDocuments(documents, 1), {
    ...key,
    decide: () => ({ next: withRooms('hall') }),
    ifOvertaken: { answer: 'overtaken' },
  });
  expect(changed).toEqual({ answer: 'overtaken' });
  expect(documents.everything()).toEqual([{ ...withRooms('other 1'), version: 1 }]);
});

test('conditions that come with the next document are put with it', async () => {
  const documents = memoryDocuments();
  const trust = { household: key.household, kind: 'trust', id: 'trust' } as const;
  const changed = await changeDocument(documents, {
    ...key,
    decide: () => ({ next: withRooms('hall'), options: { check: { key: trust, version: 3 } } }),
    ifOvertaken: { answer: 'check failed' },
  });
  expect(changed).toEqual({ answer: 'check failed' });
  expect(documents.everything()).toEqual([]);
});

test('a failing store is not a lost race', async () => {
  const failing: Documents = { ...memoryDocuments(), put: () => Promise.reject(new Error('disk full')) };
  await expect(addRoom(failing, 'hall')).rejects.toThrow('disk full');
});
