import type { ContactId } from '../../core/household/ids.ts';
import type { Message } from '../../core/message/message.ts';
import { dictates, intends, namesAgain, type Said, sendsTo } from './builders/alexa-envelopes.ts';
import { aContact } from './builders/builders.ts';

/** Whom the conversations name. */
export const CONTACTS = [aContact(), aContact({ id: 'david' as ContactId, name: 'David' })];

/** What is said, and what the answer is: a part of its speech, and whether it asks for a slot, asks, or ends. */
export type Turn = [said: Said, says: RegExp, then: 'asks' | 'ends' | 'recipient' | 'nameAgain' | 'message'];

const open: Said = { type: 'LaunchRequest' };
const dinner = dictates('Dinner is at seven.');
const help = intends('AMAZON.HelpIntent');
const repeat = intends('AMAZON.RepeatIntent');
const add = (addition: string) => intends('AddIntent', { addition });
const tell = (said: string) => intends('TellIntent', { said });
const held = /I'm holding it\. .*Anything to add\?$/;

/** A conversation's name, its turns, and the states of the messages that it leaves. */
export const CONVERSATIONS: [name: string, turns: Turn[], states: Message['state'][]][] = [
  [
    'opened',
    [
      [open, /^Welcome to Second Yes.*What would you like to do\?$/, 'asks'],
      [intends('SendMessageIntent'), /^Who's it for\?$/, 'recipient'],
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
      [intends('SendMessageIntent'), /^Who's it for\?$/, 'recipient'],
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
