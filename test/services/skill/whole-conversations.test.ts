import { describe, expect, test } from '@jest/globals';
import type { Slot } from 'ask-sdk-model';
import interactionModel from '../../../interaction-models/en-US.json' with { type: 'json' };
import type { ContactId } from '../../../core/household/ids.ts';
import type { Message } from '../../../core/message/message.ts';
import {
  type Around,
  dictates,
  intends,
  namesAgain,
  type Said,
  sendsTo,
} from '../../support/builders/alexa-envelopes.ts';
import { type Answered, anEcho } from '../../support/builders/an-echo.ts';
import { aContact } from '../../support/builders/builders.ts';
import { brokenRules } from '../../support/session-rules.ts';

/*
 * Whole conversations, held to what clients of other people check and send: what virtual-alexa 0.7.8 does in a dialog, the
 * list of checks of alexa-skill-test-framework 1.2.4, and the version that ask-sdk-test 2.7.42 expects. Each would install
 * the AWS SDK of version 2 (116 to 147 MB), so they are ported by reading.
 */

/** What is said, and what the answer is: a part of its speech, and whether it asks for a slot, asks, or ends. */
type Turn = [said: Said, says: RegExp, then: 'asks' | 'ends' | 'recipient' | 'nameAgain' | 'message'];

const open: Said = { type: 'LaunchRequest' };
const dinner = dictates('Dinner is at seven.');
const help = intends('AMAZON.HelpIntent');
const repeat = intends('AMAZON.RepeatIntent');
const add = (addition: string) => intends('AddIntent', { addition });
const tell = (said: string) => intends('TellIntent', { said });
const held = /I'm holding it\. .*Anything to add\?$/;

const CONVERSATIONS: [string, Turn[], Message['state'][]][] = [
  [
    'opened',
    [
      [open, /^Welcome to Second Yes.*What would you like to do\?$/, 'asks'],
      [intends('SendMessageIntent'), /^To whom\?$/, 'recipient'],
      [sendsTo('ana'), /^What was the name, once more\?$/, 'nameAgain'],
      [namesAgain('anna'), /^What is the message\?$/, 'message'],
      [dinner, held, 'asks'],
      [intends('AMAZON.NoIntent'), /^Okay\. I'm holding it for your phone\.$/, 'ends'],
    ],
    ['rendering'],
  ],
  [
    'in one breath',
    [
      [tell('anna that dinner is at seven'), held, 'asks'],
      [add('bring bread'), /^I've added that\..*Anything to add\?$/, 'asks'],
      [intends('AMAZON.StopIntent'), /holding it/, 'ends'],
    ],
    ['rendering'],
  ],
  [
    'to several recipients, of whom one is unknown',
    [
      [
        tell('anna and david and zebulon that dinner is at seven'),
        /zebulon.*2 messages.*Anything to add\?$/,
        'asks',
      ],
      [intends('AMAZON.CancelIntent'), /^I discarded it\. Nothing was sent\.$/, 'ends'],
    ],
    ['discarded', 'discarded'],
  ],
  [
    'with a correction of the name',
    [
      [sendsTo('zebulon'), /^I have no contact called zebulon\. Who is it for\?$/, 'recipient'],
      [sendsTo('anna'), /^What is the message\?$/, 'message'],
      [sendsTo('david'), /^What is the message\?$/, 'message'],
      [dinner, held, 'asks'],
      [intends('AMAZON.NoIntent'), /holding it/, 'ends'],
    ],
    ['rendering'],
  ],
  [
    'cancelled while the message is asked for',
    [
      [sendsTo('anna'), /^What is the message\?$/, 'message'],
      [intends('AMAZON.CancelIntent'), /^Okay\. Nothing was recorded\.$/, 'ends'],
    ],
    [],
  ],
  [
    'with help and a repetition at every question',
    [
      [open, /What would you like to do\?$/, 'asks'],
      [help, /^I hold voice messages.*\?$/, 'asks'],
      [repeat, /^I hold voice messages.*\?$/, 'asks'],
      [intends('SendMessageIntent'), /^To whom\?$/, 'recipient'],
      [help, /name of one of the contacts.*\?$/, 'recipient'],
      [repeat, /name of one of the contacts.*\?$/, 'recipient'],
      [sendsTo('ana'), /^What was the name, once more\?$/, 'nameAgain'],
      [help, /^I ask for the name again.*\?$/, 'nameAgain'],
      [repeat, /^I ask for the name again.*\?$/, 'nameAgain'],
      [namesAgain('anna'), /^What is the message\?$/, 'message'],
      [help, /^Everything that you say now is the message.*\?$/, 'message'],
      [repeat, /^Everything that you say now is the message.*\?$/, 'message'],
      [dinner, held, 'asks'],
      [help, /^I am holding your message.*\?$/, 'asks'],
      [repeat, /^I am holding your message.*\?$/, 'asks'],
      [intends('AMAZON.NoIntent'), /holding it/, 'ends'],
    ],
    ['rendering'],
  ],
  [
    'that ends in silence, and then another session',
    [
      [sendsTo('anna'), /^What is the message\?$/, 'message'],
      [{ type: 'SessionEndedRequest', reason: 'EXCEEDED_MAX_REPROMPTS' }, /^$/, 'ends'],
      [intends('WaitingIntent'), /^Nothing is waiting\.$/, 'ends'],
      [tell('anna that dinner is at seven'), held, 'asks'],
      [{ type: 'SessionEndedRequest', reason: 'EXCEEDED_MAX_REPROMPTS' }, /^$/, 'ends'],
      [intends('WaitingIntent'), /^One message is waiting for your phone\.$/, 'ends'],
      [intends('DeliveryStatusIntent', { recipient: 'anna' }), /^It is still waiting for your yes/, 'ends'],
      [intends('DiscardIntent'), /^I discarded it\. Nothing was sent\.$/, 'ends'],
    ],
    ['discarded'],
  ],
];

const { languageModel, dialog } = interactionModel.interactionModel;

/** What a client of other people would complain about in an answer, a sentence each. */
function complaints({ envelope, directives }: Answered): string[] {
  const { version, response, sessionAttributes = {} } = envelope;
  return [
    ...(version === '1.0' ? [] : [`ask-sdk-test: the version is ${version}.`]),
    // alexa-skill-test-framework: what it compares is text, and a session that is open has a reprompt.
    ...(response.shouldEndSession === false && !response.reprompt ? ['It waits without a reprompt.'] : []),
    ...(response.card && response.card.type !== 'Simple' ? ['Its card is not a simple card.'] : []),
    ...(JSON.stringify(sessionAttributes) === JSON.stringify(JSON.parse(JSON.stringify(sessionAttributes)))
      ? []
      : ['Its session attributes are not what JSON gives back.']),
    ...brokenRules(envelope),
    // virtual-alexa: a dialog goes on only in an intent that has one in the interaction model, with slots that it has.
    ...directives.flatMap(one => {
      if (one.type !== 'Dialog.ElicitSlot' || !one.updatedIntent) return [];
      const { name, slots = {} } = one.updatedIntent;
      const inDialog = dialog.intents.find(intent => intent.name === name);
      const inModel = languageModel.intents.find(intent => intent.name === name);
      return [
        ...(inDialog ? [] : [`There is no dialog for ${name}.`]),
        ...[one.slotToElicit, ...Object.keys(slots)]
          .filter(slot => !inModel?.slots?.some(known => known.name === slot))
          .map(slot => `${name} has no slot ${slot}.`),
      ];
    }),
  ];
}

/** As virtual-alexa sends a dialog: slots that were said before come again until the session ends. */
function withEarlierSlots(said: Said, earlier: Record<string, Slot>): Said {
  if (said.type !== 'IntentRequest' || said.intent.name !== 'SendMessageIntent') return said;
  const slots = { ...earlier, ...said.intent.slots };
  Object.assign(earlier, said.intent.slots);
  return { ...said, dialogState: 'IN_PROGRESS', intent: { ...said.intent, slots } };
}

const CLIENTS: [string, Around][] = [
  ['a speaker', {}],
  ['a screen', { screen: '1.4' }],
];

describe.each(CLIENTS)('on %s', (device, around) => {
  test.each(CONVERSATIONS)(`on ${device}, a conversation %s`, async (_, turns, states) => {
    const echo = await anEcho({
      contacts: [aContact(), aContact({ id: 'david' as ContactId, name: 'David' })],
    });
    for (const [said, says, then] of turns) {
      const answer = await echo.says(said, around);
      expect(answer.said).toMatch(says);
      expect(complaints(answer)).toEqual([]);
      const asks = answer.elicits ?? (answer.ends === false ? 'asks' : 'ends');
      expect([answer.said, asks]).toEqual([answer.said, then]);
      const shows = answer.directives.some(({ type }) => type === 'Alexa.Presentation.APL.RenderDocument');
      expect(shows).toBe(around.screen !== undefined && said.type !== 'SessionEndedRequest');
    }
    const messages = echo.documents.everything().filter((one): one is Message => one.kind === 'message');
    expect(messages.map(({ state }) => state)).toEqual(states);
  });
});

test('a dialog in which slots that were said before come again is held all the same', async () => {
  const echo = await anEcho();
  const earlier: Record<string, Slot> = {};
  for (const [said, says] of CONVERSATIONS[0]?.[1] ?? [])
    expect((await echo.says(withEarlierSlots(said, earlier))).said).toMatch(says);
  expect(echo.documents.everything().filter(({ kind }) => kind === 'message')).toHaveLength(1);
});
