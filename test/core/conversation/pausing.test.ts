import { describe, expect, test } from '@jest/globals';
import type { Household } from '../../../core/conversation/household.ts';
import { after, hours, type Instant } from '../../../core/household/instant.ts';
import type { MessageId, PhoneId } from '../../../core/household/ids.ts';
import { type Ending, MOST_HELD, MOST_WAITING } from '../../../core/household/pauses.ts';
import { aRoomId, noon } from '../../support/builders/builders.ts';
import {
  afterHearing,
  aHouseholdWith,
  aSession,
  message,
  send,
  sendTo,
} from '../../support/builders/conversing.ts';

const room = { id: aRoomId(), name: 'Kitchen' };
const waiting = (many: number): Household['waiting'] =>
  Array.from({ length: many }, (_, i) => ({
    id: `01M${i}` as MessageId,
    room: room.id,
    holdUntil: after(noon, hours(1)),
  }));
const endings = (many: number, was: Ending['was'], heldAt?: Instant): Ending[] =>
  Array.from({ length: many }, () => ({
    at: noon,
    room: room.id,
    was,
    ...(heldAt !== undefined && { heldAt }),
  }));
const hearing = (more: Partial<Household>) =>
  afterHearing([sendTo('anna')], aHouseholdWith({ rooms: [room], ...more })).step;

describe('a room with three accidents in a row', () => {
  const paused = { endings: endings(3, 'accident') };

  test('three accidents in a row pause a room: it takes no message and says why', () => {
    const step = hearing(paused);
    expect(step.reply).toEqual({ say: [{ code: 'room-paused' }] });
    expect(step.effect).toEqual({ do: 'pause-room', room: room.id });
    expect(step.conversation.asked).toBe('nothing');
  });

  test('a room with three accidents in a row takes no message even if its pause cannot be stored', () => {
    const step = hearing(paused);
    expect(step.effect && step.ifEffectFails.reply).toEqual({ say: [{ code: 'room-paused' }] });
  });

  test('a pause that is stored is not stored again', () => {
    const step = hearing({ ...paused, rooms: [{ ...room, pausedAt: noon }] });
    expect(step.reply).toEqual({ say: [{ code: 'room-paused' }] });
    expect(step.effect).toBeUndefined();
  });

  test('a room that a phone paused takes no message and does not speak of accidents', () => {
    const step = hearing({ rooms: [{ ...room, pausedAt: noon, pausedBy: 'a-phone' as PhoneId }] });
    expect(step.reply).toEqual({ say: [{ code: 'room-paused-by-phone' }] });
    expect(step.effect).toBeUndefined();
  });

  test('a paused room does not ask for a recipient', () => {
    const session = aSession(aHouseholdWith({ rooms: [room], ...paused }));
    session.hears(send);
    session.hears(message('dinner is at seven'));
    expect(session.effects.map(effect => effect.do)).not.toContain('hold');
  });

  test('accidents in one room do not pause another room', () => {
    const elsewhere = endings(3, 'accident').map(one => ({ ...one, room: aRoomId('room-hall') }));
    expect(hearing({ endings: elsewhere }).reply.say).toEqual([{ code: 'ask-message' }]);
  });
});

test('a room without a past may send', () => {
  expect(hearing({ rooms: [] }).reply.say).toEqual([{ code: 'ask-message' }]);
});

test('a room takes no message while too many messages wait', () => {
  expect(hearing({ waiting: waiting(MOST_WAITING.room) }).reply).toEqual({
    say: [{ code: 'too-many-waiting' }],
  });
  expect(hearing({ waiting: waiting(MOST_WAITING.room - 1) }).reply.say).toEqual([{ code: 'ask-message' }]);
});

test('a room takes no message after too many messages in one hour', () => {
  expect(hearing({ endings: endings(MOST_HELD.room, 'meant', noon) }).reply).toEqual({
    say: [{ code: 'too-many-held' }],
  });
  expect(hearing({ endings: endings(MOST_HELD.room, 'meant', after(noon, -hours(1))) }).reply.say).toEqual([
    { code: 'ask-message' },
  ]);
});
