import { beforeEach, describe, expect, test } from '@jest/globals';
import type { MessageId } from '../../../core/household/ids.ts';
import { after, minutes } from '../../../core/household/instant.ts';
import { loadHousehold } from '../../../services/skill/load-household.ts';
import { refuseSending } from '../../../core/household/pauses.ts';
import { changeRoom } from '../../../services/storage/change-room.ts';
import { aCompanion } from '../../support/builders/a-companion.ts';
import { aHousehold, type TestHousehold } from '../../support/builders/a-household.ts';
import {
  aDiscardedMessage,
  aHeldMessage,
  aRoomId,
  aVerifiedDiscard,
  noon,
} from '../../support/builders/builders.ts';

let household: TestHousehold;
let call: ReturnType<typeof aCompanion>['call'];

/** A message of which the owner said "That wasn't me". */
const notMeant = (id: string, endedAt = noon) =>
  aDiscardedMessage({
    id: id as MessageId,
    endedAt,
    answer: { ...aVerifiedDiscard(aHeldMessage(), { statement: { notMe: true } }), at: endedAt },
  });

/** A kitchen with three messages that were not meant. */
beforeEach(async () => {
  household = await aHousehold();
  ({ call } = aCompanion(household));
  await changeRoom(household.documents, { household: household.household, id: aRoomId() }, room => ({
    ...room,
    name: 'Kitchen',
  }));
  for (const id of ['01A', '01B', '01C']) await household.documents.put(notMeant(id), 0);
  household.clock.pass(minutes(61));
});

const room = async () =>
  ((await call('GET', '/rooms')).body['rooms'] as { id: string; paused: boolean }[]).find(
    ({ id }) => id === aRoomId(),
  );
const stopped = async () => {
  const known = await loadHousehold(household.documents, household.household, {
    now: household.clock.now(),
    stories: false,
  });
  const [kitchen] = known.rooms;
  return kitchen && refuseSending(kitchen, known, household.clock.now());
};

describe('a room that was paused by accidents', () => {
  test('a room that accidents paused is shown as paused before anybody speaks to its Echo again', async () => {
    expect(await room()).toMatchObject({ paused: true });
    expect(await stopped()).toBe('paused');
  });

  test('a room that accidents paused takes messages again once a phone resumes it', async () => {
    expect(await call('PUT', `/rooms/${aRoomId()}`, { paused: false })).toMatchObject({
      status: 200,
      body: { rooms: [{ paused: false }] },
    });
    expect(await stopped()).toBeUndefined();
  });

  test('a resumed room is paused again only by later accidents', async () => {
    await call('PUT', `/rooms/${aRoomId()}`, { paused: false });
    const endedAt = after(household.clock.now(), minutes(1));
    for (const id of ['01D', '01E']) await household.documents.put(notMeant(id, endedAt), 0);
    expect(await room()).toMatchObject({ paused: false });
    await household.documents.put(notMeant('01F', endedAt), 0);
    expect(await room()).toMatchObject({ paused: true });
  });
});

test('a room is paused by conversations that were stopped, for the phone and for the Echo alike', async () => {
  await call('PUT', `/rooms/${aRoomId()}`, { paused: false });
  const stops = async (...times: number[]) => {
    const stoppedAt = times.map(minute => after(household.clock.now(), minutes(minute)));
    await changeRoom(household.documents, { household: household.household, id: aRoomId() }, room => ({
      ...room,
      stoppedAt,
    }));
    return [(await room())?.paused, await stopped()];
  };
  expect(await stops(2, 1)).toEqual([false, undefined]);
  expect(await stops(3, 2, 1)).toEqual([true, 'paused']);
  expect(await stops(2, 1, -1)).toEqual([false, undefined]);
});

test('a phone pauses a room whenever it likes, and a name that is given then does not resume it', async () => {
  await call('PUT', `/rooms/${aRoomId()}`, { paused: false });
  await call('PUT', `/rooms/${aRoomId()}`, { paused: true });
  await call('PUT', `/rooms/${aRoomId()}`, { name: 'Kitchenette' });
  expect(await room()).toMatchObject({ name: 'Kitchenette', paused: true });
  expect(await stopped()).toBe('paused-by-phone');
});

test('the phone that paused a room is kept until the room is resumed', async () => {
  expect(await room()).not.toHaveProperty('pausedBy');
  await call('PUT', `/rooms/${aRoomId()}`, { paused: true });
  expect(await room()).toMatchObject({ paused: true, pausedBy: household.phone.id });
  await call('PUT', `/rooms/${aRoomId()}`, { paused: false });
  expect(await room()).not.toHaveProperty('pausedBy');
});

test.each([{ paused: 'yes' }, { paused: true, name: 'Kitchen' }, { paused: null }])(
  'a change to %j is refused and changes nothing',
  async body => {
    expect(await call('PUT', `/rooms/${aRoomId()}`, body)).toMatchObject({ status: 400 });
    expect(await room()).toMatchObject({ name: 'Kitchen', paused: true });
  },
);
