import { describe, expect, test } from '@jest/globals';
import type { Household } from '../../../core/conversation/household.ts';
import { after, hours, type Instant } from '../../../core/household/instant.ts';
import type { MessageId } from '../../../core/household/ids.ts';
import { type Ending, MOST_HELD, MOST_WAITING } from '../../../core/household/pauses.ts';
import { aRoomId, noon } from '../../support/builders/builders.ts';
import { afterHearing, aHouse, aSession, message, send, sendTo } from '../../support/builders/conversing.ts';

const room = { id: aRoomId(), name: 'Kitchen' };
const waiting = (many: number): Household['waiting'] =>
  Array.from({ length: many }, (_, i) => ({ id: `01M${i}` as MessageId, room: room.id }));
const endings = (many: number, was: Ending['was'], heldAt?: Instant): Ending[] =>
  Array.from({ length: many }, () => ({
    at: noon,
    room: room.id,
    was,
    ...(heldAt !== undefined && { heldAt }),
  }));
const hearing = (more: Partial<Household>) =>
  afterHearing([sendTo('anna')], aHouse({ rooms: [room], ...more })).step;

describe('a room with three accidents in a row', () => {
  const paused = { endings: endings(3, 'accident') };

  test('takes no message, says why, and the pause is written down', () => {
    const step = hearing(paused);
    expect(step.reply).toEqual({ say: [{ code: 'room-paused' }] });
    expect(step.effect).toEqual({ do: 'pause-room', room: room.id });
    expect(step.conversation.asked).toBe('nothing');
  });

  test('says the same where the pause cannot be written down', () => {
    const step = hearing(paused);
    expect(step.effect && step.ifEffectFails.reply).toEqual({ say: [{ code: 'room-paused' }] });
  });

  test('does not write it down again', () => {
    const step = hearing({ ...paused, rooms: [{ ...room, pausedAt: noon }] });
    expect(step.reply).toEqual({ say: [{ code: 'room-paused' }] });
    expect(step.effect).toBeUndefined();
  });

  test('is asked for nothing more, however the request began', () => {
    const session = aSession(aHouse({ rooms: [room], ...paused }));
    session.hears(send);
    session.hears(message('dinner is at seven'));
    expect(session.effects.map(effect => effect.do)).not.toContain('hold');
  });

  test('does not hold up another room', () => {
    const elsewhere = endings(3, 'accident').map(one => ({ ...one, room: aRoomId('room-hall') }));
    expect(hearing({ endings: elsewhere }).reply.say).toEqual([{ code: 'ask-message' }]);
  });
});

test('a room that was never heard from may send', () => {
  expect(hearing({ rooms: [] }).reply.say).toEqual([{ code: 'ask-message' }]);
});

test('no message is taken while too many wait', () => {
  expect(hearing({ waiting: waiting(MOST_WAITING.room) }).reply).toEqual({
    say: [{ code: 'too-many-waiting' }],
  });
  expect(hearing({ waiting: waiting(MOST_WAITING.room - 1) }).reply.say).toEqual([{ code: 'ask-message' }]);
});

test('no message is taken after too many in an hour', () => {
  expect(hearing({ endings: endings(MOST_HELD.room, 'meant', noon) }).reply).toEqual({
    say: [{ code: 'too-many-held' }],
  });
  expect(hearing({ endings: endings(MOST_HELD.room, 'meant', after(noon, -hours(1))) }).reply.say).toEqual([
    { code: 'ask-message' },
  ]);
});
