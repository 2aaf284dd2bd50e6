import { expect, test } from '@jest/globals';
import { addRoom, addAccidentTimes } from '../../../core/household/room.ts';
import { after } from '../../../core/household/instant.ts';
import { aRoomId, noon } from '../../support/builders/builders.ts';

test('a new room is called by a number', () => {
  const one = addRoom([], aRoomId('kitchen'));
  expect(addRoom(one, aRoomId('hall'))).toEqual([
    { id: 'kitchen', name: 'Echo 1' },
    { id: 'hall', name: 'Echo 2' },
  ]);
});

test('adding a known room gives the same rooms', () => {
  const rooms = [{ id: aRoomId(), name: 'Kitchen' }];
  expect(addRoom(rooms, aRoomId())).toBe(rooms);
});

test('a room keeps the five latest times of stopped conversations, and adding known times gives the same room', () => {
  const times = [0, 1, 2, 3, 4, 5].map(more => after(noon, more));
  const room = addAccidentTimes({ id: aRoomId(), name: 'Kitchen' }, times);
  expect(room).toEqual({ id: aRoomId(), name: 'Kitchen', stoppedAt: times.toReversed().slice(0, 5) });
  expect(addAccidentTimes(room, times)).toBe(room);
  expect(addAccidentTimes({ id: aRoomId(), name: 'Kitchen' }, [])).toEqual({
    id: aRoomId(),
    name: 'Kitchen',
  });
});
