import { expect, test } from '@jest/globals';
import { listPastEndings } from '../../../core/message/list-past-endings.ts';
import { after, minutes } from '../../../core/household/instant.ts';
import type { Message } from '../../../core/message/message.ts';
import {
  aDeliveredMessage,
  aDiscardedMessage,
  aFailedMessage,
  aHeldMessage,
  anExpiredMessage,
  anUnknownMessage,
  aReleasedMessage,
  aRenderingMessage,
  aRoomId,
  aSendingMessage,
  aVerifiedDiscard,
  noon,
} from '../../support/builders/builders.ts';

const notMe = aDiscardedMessage({
  answer: { ...aVerifiedDiscard(aHeldMessage(), { statement: { notMe: true } }), at: noon },
});

test.each<[string, Message, string]>([
  ['one that nobody answered', anExpiredMessage(), 'accident'],
  ['one of which its owner said "that wasn’t me"', notMe, 'accident'],
  ['a discarded one', aDiscardedMessage(), 'meant'],
  ['a released one', aReleasedMessage(), 'meant'],
  ['one under way', aSendingMessage(), 'meant'],
  ['a delivered one', aDeliveredMessage(), 'meant'],
  ['one that may have arrived', anUnknownMessage(), 'meant'],
  ['one that failed', aFailedMessage(), 'meant'],
  ['one that waits', aHeldMessage(), 'open'],
  ['one that waits for its voice', aRenderingMessage(), 'open'],
])('%s counts as %s', (_, message, was) => {
  expect(listPastEndings([message], [])).toMatchObject([{ was, room: message.room, heldAt: noon }]);
});

test('a stopped conversation counts as an accident, and all are told newest first', () => {
  const [before, since] = [after(noon, -minutes(5)), after(noon, minutes(5))];
  const attic = aRoomId('room-attic');
  const rooms = [
    { id: aRoomId(), name: 'Kitchen', stoppedAt: [since, before] },
    { id: attic, name: 'Attic', stoppedAt: [after(since, 1)] },
    { id: aRoomId('room-hall'), name: 'Hall' },
  ];
  expect(listPastEndings([aHeldMessage()], rooms)).toEqual([
    { at: after(since, 1), room: attic, was: 'accident' },
    { at: since, room: aRoomId(), was: 'accident' },
    { at: noon, room: aRoomId(), was: 'open', heldAt: noon },
    { at: before, room: aRoomId(), was: 'accident' },
  ]);
});
