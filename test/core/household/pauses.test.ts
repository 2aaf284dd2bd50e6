import { describe, expect, test } from '@jest/globals';
import type { Room } from '../../../core/household/room.ts';
import type { RoomId } from '../../../core/household/ids.ts';
import { after, minutes } from '../../../core/household/instant.ts';
import {
  type Ending,
  isPaused,
  MOST_HELD,
  MOST_WAITING,
  refuseSending,
} from '../../../core/household/pauses.ts';
import { noon } from '../../support/builders/builders.ts';

const kitchen: Room = { id: 'kitchen' as RoomId, name: 'Kitchen' };
const hall = 'hall' as RoomId;

/** Endings of the kitchen, newest first, a minute apart. */
const endings = (...was: Ending['was'][]): Ending[] =>
  was.map((one, i) => ({ at: after(noon, minutes(-i)), room: kitchen.id, was: one }));

describe('pausing a room', () => {
  test.each<[string, Ending['was'][], boolean]>([
    ['three accidents in a row', ['accident', 'accident', 'accident'], true],
    ['two accidents', ['accident', 'accident'], false],
    ['three accidents and then a meant message', ['meant', 'accident', 'accident', 'accident'], false],
    ['a meant message between accidents', ['accident', 'meant', 'accident', 'accident'], false],
    [
      'three accidents with open messages between them',
      ['open', 'accident', 'accident', 'open', 'accident'],
      true,
    ],
    ['no conversation', [], false],
  ])('after %s (%j), that a room is paused is %s', (_, was, paused) =>
    expect(isPaused(kitchen, endings(...was))).toBe(paused),
  );

  test('accidents in another room do not pause a room', () => {
    const elsewhere = endings('accident', 'accident', 'accident').map(one => ({ ...one, room: hall }));
    expect(isPaused(kitchen, elsewhere)).toBe(false);
  });

  test('a room that its owner paused is paused', () => {
    expect(isPaused({ ...kitchen, pausedAt: noon }, [])).toBe(true);
  });

  test('accidents from before a room was resumed do not pause it', () => {
    const before = endings('accident', 'accident', 'accident');
    expect(isPaused({ ...kitchen, resumedAt: noon }, before)).toBe(false);
    expect(isPaused({ ...kitchen, resumedAt: after(noon, minutes(-5)) }, before)).toBe(true);
  });
});

describe('no message is taken', () => {
  const waitingIn = (room: RoomId, many: number) => Array.from({ length: many }, () => ({ room }));
  const heldIn = (room: RoomId, many: number, at = noon): Ending[] =>
    Array.from({ length: many }, () => ({ at, room, was: 'meant', heldAt: at }));
  const stopped = (about: Partial<Parameters<typeof refuseSending>[1]>) =>
    refuseSending(kitchen, { endings: [], waiting: [], ...about }, noon);

  test('a paused room holds no message', () => {
    expect(stopped({ endings: endings('accident', 'accident', 'accident') })).toBe('paused');
  });

  test('a room holds no message while the most messages wait in the room or in the household', () => {
    expect(stopped({ waiting: waitingIn(kitchen.id, MOST_WAITING.room) })).toBe('many-waiting');
    expect(stopped({ waiting: waitingIn(kitchen.id, MOST_WAITING.room - 1) })).toBeUndefined();
    expect(stopped({ waiting: waitingIn(hall, MOST_WAITING.household) })).toBe('many-waiting');
    expect(stopped({ waiting: waitingIn(hall, MOST_WAITING.household - 1) })).toBeUndefined();
  });

  test('a room holds no message once the most messages were held in an hour in the room or in the household', () => {
    expect(stopped({ endings: heldIn(kitchen.id, MOST_HELD.room) })).toBe('many-held');
    expect(stopped({ endings: heldIn(kitchen.id, MOST_HELD.room - 1) })).toBeUndefined();
    expect(stopped({ endings: heldIn(hall, MOST_HELD.household) })).toBe('many-held');
    expect(stopped({ endings: heldIn(hall, MOST_HELD.household - 1) })).toBeUndefined();
    expect(
      stopped({ endings: heldIn(kitchen.id, MOST_HELD.room, after(noon, -MOST_HELD.within)) }),
    ).toBeUndefined();
  });
});
