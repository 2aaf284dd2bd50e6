import { expect, test } from '@jest/globals';
import { listPastEndings } from '../../../core/message/list-past-endings.ts';
import { after, minutes } from '../../../core/household/instant.ts';
import { without } from '../../../core/household/without.ts';
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

const byVoice = without(aDiscardedMessage(), 'answer');
const notMe = aDiscardedMessage({
  answer: { ...aVerifiedDiscard(aHeldMessage(), { statement: { notMe: true } }), at: noon },
});

test.each<[string, Message, string]>([
  ['that nobody answered', anExpiredMessage(), 'open'],
  ['that was discarded with “That wasn’t me”', notMe, 'accident'],
  ['that was discarded', aDiscardedMessage(), 'meant'],
  ['that was discarded by voice', byVoice, 'meant'],
  ['that was released', aReleasedMessage(), 'meant'],
  ['that is being sent', aSendingMessage(), 'meant'],
  ['that was delivered', aDeliveredMessage(), 'meant'],
  ['that may have arrived', anUnknownMessage(), 'meant'],
  ['that failed', aFailedMessage(), 'meant'],
  ['that is held', aHeldMessage(), 'open'],
  ['that is rendering', aRenderingMessage(), 'open'],
])('a message %s counts as %s', (_, message, was) => {
  expect(listPastEndings([message], [])).toMatchObject([{ was, room: message.room, heldAt: noon }]);
});

test.each([aReleasedMessage(), aSendingMessage(), aDeliveredMessage(), anUnknownMessage()])(
  'a message that was answered ended with its answer ($state)',
  message => {
    const answer = { ...message.answer, at: after(noon, minutes(7)) };
    expect(listPastEndings([{ ...message, answer }], [])).toMatchObject([{ at: after(noon, minutes(7)) }]);
  },
);

test('a message whose answer somebody removed from the database ended when it was held', () => {
  const message = without(aDeliveredMessage(), 'answer') as Message;
  expect(listPastEndings([message], [])).toMatchObject([{ at: noon, was: 'meant' }]);
});

test('a stopped conversation counts as an accident, and the newest ending comes first', () => {
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
