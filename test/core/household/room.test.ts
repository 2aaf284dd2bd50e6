import { expect, test } from '@jest/globals';
import { withRoom, withStopped } from '../../../core/household/room.ts';
import { after } from '../../../core/household/instant.ts';
import { aRoomId, noon } from '../../support/builders/builders.ts';

test('a new room gets a number until its owner names it', () => {
  const one = withRoom([], aRoomId('kitchen'));
  expect(withRoom(one, aRoomId('hall'))).toEqual([
    { id: 'kitchen', name: 'Echo 1' },
    { id: 'hall', name: 'Echo 2' },
  ]);
});

test('a room that is known changes nothing', () => {
  const rooms = [{ id: aRoomId(), name: 'Kitchen' }];
  expect(withRoom(rooms, aRoomId())).toBe(rooms);
});

test('a room remembers when it was last stopped, and is the same where it knew', () => {
  const times = [0, 1, 2, 3, 4, 5].map(more => after(noon, more));
  const room = withStopped({ id: aRoomId(), name: 'Kitchen' }, times);
  expect(room).toEqual({ id: aRoomId(), name: 'Kitchen', stoppedAt: times.toReversed().slice(0, 5) });
  expect(withStopped(room, times)).toBe(room);
  expect(withStopped({ id: aRoomId(), name: 'Kitchen' }, [])).toEqual({ id: aRoomId(), name: 'Kitchen' });
});
