import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ConversationId } from '../../../../core/household/ids.ts';
import { addRoom } from '../../../../core/household/room.ts';
import type { Documents } from '../../../../services/ports/documents.ts';
import { aCompanion } from '../../../support/builders/a-companion.ts';
import { aHousehold, holding, type TestHousehold } from '../../../support/builders/a-household.ts';
import { aRoomId, aStory, noon } from '../../../support/builders/builders.ts';

let household: TestHousehold;
let call: ReturnType<typeof aCompanion>['call'];

beforeEach(async () => {
  household = await aHousehold();
  await holding(household);
  ({ call } = aCompanion(household));
});

const refused = (status: number, code: string) => ({ status, body: { code } });

async function noteRoom(): Promise<void> {
  const rooms = addRoom([], aRoomId()).map(room => ({ ...room, stoppedAt: [noon] }));
  await household.documents.put(
    { kind: 'household', household: household.household, id: 'household', version: 0, rooms },
    0,
  );
}

describe('rooms', () => {
  beforeEach(noteRoom);

  test('rooms are listed, and take the name that the owner gives', async () => {
    expect((await call('GET', '/rooms')).body).toEqual({
      rooms: [{ id: 'room-kitchen', name: 'Echo 1', paused: false }],
    });
    expect(await call('PUT', '/rooms/room-kitchen', { name: ' Kitchen ' })).toMatchObject({ status: 200 });
    expect((await call('GET', '/rooms')).body).toEqual({
      rooms: [{ id: 'room-kitchen', name: 'Kitchen', paused: false }],
    });
  });

  test('a room that was never heard from cannot be named', async () => {
    expect(await call('PUT', '/rooms/room-cellar', { name: 'Cellar' })).toMatchObject(
      refused(404, 'not-found'),
    );
  });

  test('a room that is named while another room is first heard from loses neither', async () => {
    let once = false;
    const documents: Documents = {
      ...household.documents,
      async put(document, ifVersion, also) {
        if (document.kind === 'household' && !once) {
          once = true;
          household.documents.tamper(household.household, 'household', 'household', one => ({
            ...one,
            version: one.version + 1,
            rooms: addRoom(one.rooms, aRoomId('room-hall')),
          }));
        }
        return household.documents.put(document, ifVersion, also);
      },
    };
    const raced = await aCompanion(household, { documents }).call('PUT', '/rooms/room-kitchen', {
      name: 'Kitchen',
    });
    expect(raced.body).toEqual({
      rooms: [
        { id: 'room-kitchen', name: 'Kitchen', paused: false },
        { id: 'room-hall', name: 'Echo 2', paused: false },
      ],
    });
  });

  test.each([{}, { name: '' }, { name: ' ' }, { name: 'x'.repeat(61) }, { name: 1 }, { name: 'a', also: 1 }])(
    'a room cannot be changed by %j',
    async body => {
      expect(await call('PUT', '/rooms/room-kitchen', body)).toMatchObject(refused(400, 'body-malformed'));
    },
  );
});

test('stopped conversations are listed with their story', async () => {
  const stopped = {
    id: '01JSTOPPED' as ConversationId,
    at: noon,
    room: { id: aRoomId(), name: 'Kitchen' },
    why: 'unlikely' as const,
    story: aStory(-3),
  };
  await household.documents.put(
    { kind: 'stopped', household: household.household, version: 0, ...stopped },
    0,
  );
  expect((await call('GET', '/stopped')).body).toEqual({ stopped: [stopped] });
});
