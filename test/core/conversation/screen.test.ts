import { describe, expect, test } from '@jest/globals';
import type { Household } from '../../../core/conversation/household.ts';
import { screenOf } from '../../../core/conversation/screen.ts';
import type { Heard } from '../../../core/conversation/turn.ts';
import { after, hours, minutes, seconds } from '../../../core/household/instant.ts';
import { languageOf } from '../../../core/household/language.ts';
import { type RenderedScreen, renderScreen } from '../../../core/text/screens.ts';
import { aMessageId, aRoomId, noon } from '../../support/builders/builders.ts';
import {
  afterHearing,
  aHouseholdWith,
  launch,
  message,
  name,
  send,
  sendTo,
} from '../../support/builders/conversing.ts';

const language = languageOf('en-US');
const toHold = [sendTo('anna'), message('Dinner is at seven.')];
const talk = message(
  'and then we went over there because you know they had it and i mean it was the only one',
);

/** The screen beside the last reply of a conversation, ten seconds after the turn before it. */
function screenAfter(said: Heard[], household = aHouseholdWith()): RenderedScreen {
  const { step } = afterHearing(said, household);
  const at = after(noon, seconds(10 * said.length));
  const turn = {
    at,
    requestId: 'r',
    room: aRoomId(),
    language,
    opensSession: said.length === 1,
    heard: said.at(-1) as Heard,
  };
  return renderScreen(screenOf(step, { turn, household, effect: step.effect }), language);
}

const waitingFor = (left: number, room = aRoomId()): Household => {
  const now = after(noon, seconds(10));
  return aHouseholdWith({ waiting: [{ id: aMessageId(), room, holdUntil: after(now, left) }] });
};

describe('a screen', () => {
  test.each<[string, Heard[]]>([
    ['What would you like to do?', [launch]],
    ['Who is the message for?', [send]],
    ['What was the name, once more?', [send, name('eric'), name('erica')]],
    ['What is the message?', [sendTo('anna')]],
  ])('a screen shows the question "%s" and what can be said', (title, said) => {
    const shown = screenAfter(said);
    expect(shown).toMatchObject({ title, lines: [] });
    expect(shown.hints.length).toBeGreaterThan(0);
    expect(shown.discard).toBeUndefined();
  });

  test('a screen shows a held message with its time, and can discard it', () => {
    const { step } = afterHearing(toHold);
    expect(screenAfter(toHold)).toEqual({
      title: 'Held',
      lines: ['60 minutes left', 'Waiting for your phone'],
      hints: ['“Add”, and more words', '“Done”', '“Cancel”'],
      discard: { label: 'Discard', messages: step.conversation.held },
    });
  });

  test('a screen shows several held messages as one, and discards all of them', () => {
    const shown = screenAfter([{ kind: 'tell', said: 'anna and david that dinner is at seven' }]);
    expect(shown.title).toBe('2 messages held');
    expect(shown.discard?.messages).toHaveLength(2);
  });

  test.each([
    [minutes(58) + seconds(59), '58 minutes left'],
    [minutes(1), 'One minute left'],
    [seconds(59), 'Less than a minute left'],
    [hours(2) - 1, '119 minutes left'],
    [hours(3), '3 hours left'],
  ])('a message that waits %d ms longer has "%s" on the screen', (left, text) => {
    expect(screenAfter([{ kind: 'count-waiting' }], waitingFor(left))).toMatchObject({
      title: 'Held',
      lines: [text, 'Waiting for your phone'],
      hints: [],
      discard: { messages: [aMessageId()] },
    });
  });

  test('a message from another room cannot be discarded on the screen', () => {
    expect(screenAfter([{ kind: 'count-waiting' }], waitingFor(hours(1), aRoomId('room-attic')))).toEqual({
      lines: ['One message is waiting for your phone.'],
      hints: [],
    });
  });

  test('a message that the phone answered during the conversation is not shown as held', () => {
    const shown = screenAfter([...toHold, { kind: 'help' }]);
    expect(shown).toMatchObject({ title: 'Anything to add?', lines: [] });
    expect(shown.discard).toBeUndefined();
  });

  test('a screen shows that a conversation was stopped, and why', () => {
    expect(screenAfter([launch, sendTo('anna'), talk])).toEqual({
      title: 'Stopped',
      lines: ["I'm not sure that was meant for me, so I've stopped. Nothing was recorded."],
      hints: [],
    });
  });

  test('a screen says where the pairing code is', () => {
    expect(screenAfter([{ kind: 'pair-phone' }], aHouseholdWith({ paired: false }))).toEqual({
      title: 'Look in the Alexa app',
      lines: ['A pairing code is there: tap More, then Activity.'],
      hints: [],
    });
  });

  test('a screen shows no name that was heard, and says how to add a contact in its place', () => {
    const shown = screenAfter([sendTo('mom'), name('mom'), name('mom')]);
    expect(shown.lines).toEqual([
      'Contacts are added on your phone. Open Second Yes there, and then Contacts.',
    ]);
  });
});
