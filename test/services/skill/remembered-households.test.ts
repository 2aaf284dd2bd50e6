import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Households, rememberHouseholds } from '../../../services/skill/remembered-households.ts';
import { after, seconds } from '../../../core/household/instant.ts';
import type { RoomId } from '../../../core/household/ids.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { aHousehold, noon } from '../../support/builders/builders.ts';
import { memoryDocuments } from '../../support/memory/memory-documents.ts';

const home = aHousehold();

describe('A household in a conversation', () => {
  let documents: Documents;
  let households: Households;
  let version: number;
  const rooms = async (opens: boolean, at = noon, id = home) =>
    (await households.of(id, { opens, stories: false }, at)).rooms.map(({ name }) => name);
  const name = async (room: string) => {
    const known = { kind: 'household' as const, household: home, id: 'household' as const, version };
    await documents.put({ ...known, rooms: [{ id: 'room' as RoomId, name: room }] }, version++);
  };
  beforeEach(async () => {
    documents = memoryDocuments();
    households = rememberHouseholds(documents);
    version = 0;
    await name('Kitchen');
  });

  test('is read when it opens', async () => {
    expect(await rooms(true)).toEqual(['Kitchen']);
    await name('Hall');
    expect(await rooms(true)).toEqual(['Hall']);
  });

  test('stays what it was for the turns that follow', async () => {
    await rooms(true);
    await name('Hall');
    expect(await rooms(false, after(noon, seconds(59)))).toEqual(['Kitchen']);
  });

  test('is read for a turn whose conversation was opened elsewhere', async () => {
    expect(await rooms(false)).toEqual(['Kitchen']);
    expect(await rooms(false, noon, aHousehold('another'))).toEqual([]);
  });

  test('is read anew a minute later', async () => {
    await rooms(true);
    await name('Hall');
    expect(await rooms(false, after(noon, seconds(60)))).toEqual(['Hall']);
  });

  test('is read anew, with its stories, for a turn that asks why, and then serves the turns that follow', async () => {
    await rooms(true);
    await name('Hall');
    const asking = await households.of(home, { opens: false, stories: true }, noon);
    expect(asking).toMatchObject({ stories: [], rooms: [{ name: 'Hall' }] });
    await name('Cellar');
    expect(await rooms(false)).toEqual(['Hall']);
    expect(await households.of(home, { opens: false, stories: true }, noon)).toBe(asking);
  });

  test('is read without stories where nobody asks why', async () => {
    expect(await households.of(home, { opens: true, stories: false }, noon)).not.toHaveProperty('stories');
  });

  test('is read anew once it was changed', async () => {
    await rooms(true);
    await name('Hall');
    households.forget(home);
    expect(await rooms(false)).toEqual(['Hall']);
  });
});
