import { expect, test } from '@jest/globals';
import { withRoom } from '../../lambda/household/household.ts';
import { aRoomId } from '../support/builders.ts';

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
