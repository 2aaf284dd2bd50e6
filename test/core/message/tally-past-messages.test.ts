import { describe, expect, test } from '@jest/globals';
import { without } from '../../../core/household/without.ts';
import { tallyPastMessages } from '../../../core/message/tally-past-messages.ts';
import {
  aDeliveredMessage,
  aDiscardedMessage,
  aHeldMessage,
  anExpiredMessage,
  aReleasedMessage,
  aVerifiedDiscard,
  noon,
} from '../../support/builders/builders.ts';

const held = aHeldMessage();
const tally = (...messages: Parameters<typeof tallyPastMessages>[0]) => {
  const { contacts, rooms } = tallyPastMessages(messages);
  expect(rooms.get(held.room)).toEqual(contacts.get(held.contact));
  return contacts.get(held.contact);
};

describe('what became of earlier messages', () => {
  test('a release counts as meant, whatever became of the delivery', () => {
    expect(tally(aReleasedMessage(), aDeliveredMessage())).toEqual({ meant: 2, notMeant: 0 });
  });

  test('a discard counts as not meant, and "That wasn\'t me" counts twice', () => {
    const notMe = aVerifiedDiscard(held, { statement: { notMe: true } });
    expect(tally(aDiscardedMessage())).toEqual({ meant: 0, notMeant: 1 });
    expect(tally(without(aDiscardedMessage(), 'answer'))).toEqual({ meant: 0, notMeant: 1 });
    expect(tally(aDiscardedMessage({ answer: { ...notMe, at: noon } }))).toEqual({ meant: 0, notMeant: 2 });
  });

  test('a message that waits or expired counts neither way', () => {
    expect(tally(held, anExpiredMessage())).toEqual({ meant: 0, notMeant: 0 });
  });

  test('each contact and each room has a tally of its own', () => {
    const other = {
      ...aReleasedMessage(),
      contact: 'other' as typeof held.contact,
      room: 'attic' as typeof held.room,
    };
    const { contacts, rooms } = tallyPastMessages([aReleasedMessage(), other, other]);
    expect(contacts.get(held.contact)?.meant).toBe(1);
    expect(contacts.get(other.contact)?.meant).toBe(2);
    expect(rooms.get(other.room)?.meant).toBe(2);
  });
});

test('a household without messages has no tallies', () => {
  expect(tallyPastMessages([]).contacts.size).toBe(0);
});
