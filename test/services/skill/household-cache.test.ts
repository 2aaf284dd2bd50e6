import { beforeEach, expect, test } from '@jest/globals';
import { createHouseholdCache, type HouseholdCache } from '../../../services/skill/household-cache.ts';
import { after, seconds } from '../../../core/household/instant.ts';
import type { RoomId } from '../../../core/household/ids.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { aContact, aHouseholdId, aPhone, aTrustList, noon, puts } from '../../support/builders/builders.ts';
import { memoryDocuments } from '../../support/memory/memory-documents.ts';

const home = aHouseholdId();

let documents: Documents;
let cache: HouseholdCache;
let version: number;
const roomsAt = async (opens: boolean, at = noon, id = home) =>
  (await cache.get(id, { opens, stories: false, now: at })).rooms.map(({ name }) => name);
const storeRoom = async (name: string) => {
  const document = { kind: 'household' as const, household: home, id: 'household' as const, version };
  await documents.put({ ...document, rooms: [{ id: 'room' as RoomId, name }] }, version++);
};
beforeEach(async () => {
  documents = memoryDocuments();
  cache = createHouseholdCache(documents);
  version = 0;
  await storeRoom('Kitchen');
});

test('a turn that opens a session reads the household', async () => {
  expect(await roomsAt(true)).toEqual(['Kitchen']);
  await storeRoom('Hall');
  expect(await roomsAt(true)).toEqual(['Hall']);
});

test('the turns that follow use the household as the first turn read it', async () => {
  await roomsAt(true);
  await storeRoom('Hall');
  expect(await roomsAt(false, after(noon, seconds(59)))).toEqual(['Kitchen']);
});

test('a turn whose session another process opened reads the household', async () => {
  expect(await roomsAt(false)).toEqual(['Kitchen']);
  expect(await roomsAt(false, noon, aHouseholdId('another'))).toEqual([]);
});

test('a turn a minute later reads the household again', async () => {
  await roomsAt(true);
  await storeRoom('Hall');
  expect(await roomsAt(false, after(noon, seconds(60)))).toEqual(['Hall']);
});

test('a turn that asks for stories reads the household with them, and the turns that follow use that', async () => {
  await roomsAt(true);
  await storeRoom('Hall');
  const withStories = await cache.get(home, { opens: false, stories: true, now: noon });
  expect(withStories).toMatchObject({ stories: [], rooms: [{ name: 'Hall' }] });
  await storeRoom('Cellar');
  expect(await roomsAt(false)).toEqual(['Hall']);
  expect(await cache.get(home, { opens: false, stories: true, now: noon })).toBe(withStories);
});

test('a household is read without stories if no turn asks for them', async () => {
  expect(await cache.get(home, { opens: true, stories: false, now: noon })).not.toHaveProperty('stories');
});

test('a household that was dropped is read again', async () => {
  await roomsAt(true);
  await storeRoom('Hall');
  cache.drop(home);
  expect(await roomsAt(false)).toEqual(['Hall']);
});

test('a contact that was changed is known in the next session', async () => {
  const phone = await aPhone();
  const links = async (...names: string[]) =>
    aTrustList({ phone, says: names.map(name => puts(aContact({ name }))) });
  const nameAt = async () =>
    (await cache.get(home, { opens: true, stories: false, now: noon })).contacts.map(({ name }) => name);
  await documents.put(await links('Anna'), 0);
  expect(await nameAt()).toEqual(['Anna']);
  await documents.put(await links('Hannah'), 1);
  expect(await nameAt()).toEqual(['Hannah']);
});

test('the contacts of an unchanged trust list are read once', async () => {
  await documents.put(await aTrustList({ phone: await aPhone() }), 0);
  const contacts = async () => (await cache.get(home, { opens: true, stories: false, now: noon })).contacts;
  expect(await contacts()).toBe(await contacts());
});
