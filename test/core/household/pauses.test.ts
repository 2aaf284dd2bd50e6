import { describe, expect, test } from '@jest/globals';
import type { Room } from '../../../core/household/room.ts';
import type { RoomId } from '../../../core/household/ids.ts';
import { after, minutes } from '../../../core/household/instant.ts';
import {
  type Ending,
  isPaused,
  MOST_HELD,
  MOST_WAITING,
  sendingStopped,
} from '../../../core/household/pauses.ts';
import { noon } from '../../support/builders/builders.ts';

const kitchen: Room = { id: 'kitchen' as RoomId, name: 'Kitchen' };
const hall = 'hall' as RoomId;

/** Endings of the kitchen, newest first, a minute apart. */
const endings = (...was: Ending['was'][]): Ending[] =>
  was.map((one, i) => ({ at: after(noon, minutes(-i)), room: kitchen.id, was: one }));

describe('a room is paused', () => {
  test.each<[string, Ending['was'][], boolean]>([
    ['after three accidents in a row', ['accident', 'accident', 'accident'], true],
    ['not after two', ['accident', 'accident'], false],
    ['not once one was meant since', ['meant', 'accident', 'accident', 'accident'], false],
    ['not if one was meant between them', ['accident', 'meant', 'accident', 'accident'], false],
    ['whatever is still open', ['open', 'accident', 'accident', 'open', 'accident'], true],
    ['not where nothing happened', [], false],
  ])('%s', (_, was, paused) => expect(isPaused(kitchen, endings(...was))).toBe(paused));

  test('by its own accidents only', () => {
    const elsewhere = endings('accident', 'accident', 'accident').map(one => ({ ...one, room: hall }));
    expect(isPaused(kitchen, elsewhere)).toBe(false);
  });

  test('by its owner, until that is taken back', () => {
    expect(isPaused({ ...kitchen, pausedAt: noon }, [])).toBe(true);
  });

  test('no more by what happened before it was resumed', () => {
    const before = endings('accident', 'accident', 'accident');
    expect(isPaused({ ...kitchen, resumedAt: noon }, before)).toBe(false);
    expect(isPaused({ ...kitchen, resumedAt: after(noon, minutes(-5)) }, before)).toBe(true);
  });
});

describe('no message is taken', () => {
  const waitingIn = (room: RoomId, many: number) => Array.from({ length: many }, () => ({ room }));
  const heldIn = (room: RoomId, many: number, at = noon): Ending[] =>
    Array.from({ length: many }, () => ({ at, room, was: 'meant', heldAt: at }));
  const stopped = (about: Partial<Parameters<typeof sendingStopped>[1]>) =>
    sendingStopped(kitchen, { endings: [], waiting: [], ...about }, noon);

  test('from a paused room', () => {
    expect(stopped({ endings: endings('accident', 'accident', 'accident') })).toBe('paused');
  });

  test('while as many as an owner can go through wait from the room, or in the house', () => {
    expect(stopped({ waiting: waitingIn(kitchen.id, MOST_WAITING.room) })).toBe('many-waiting');
    expect(stopped({ waiting: waitingIn(kitchen.id, MOST_WAITING.room - 1) })).toBeUndefined();
    expect(stopped({ waiting: waitingIn(hall, MOST_WAITING.house) })).toBe('many-waiting');
    expect(stopped({ waiting: waitingIn(hall, MOST_WAITING.house - 1) })).toBeUndefined();
  });

  test('after more than anybody speaks in an hour, in the room or in the house', () => {
    expect(stopped({ endings: heldIn(kitchen.id, MOST_HELD.room) })).toBe('many-held');
    expect(stopped({ endings: heldIn(kitchen.id, MOST_HELD.room - 1) })).toBeUndefined();
    expect(stopped({ endings: heldIn(hall, MOST_HELD.house) })).toBe('many-held');
    expect(stopped({ endings: heldIn(hall, MOST_HELD.house - 1) })).toBeUndefined();
    expect(
      stopped({ endings: heldIn(kitchen.id, MOST_HELD.room, after(noon, -MOST_HELD.within)) }),
    ).toBeUndefined();
  });
});
