import type { PlainReplyCode } from '../../core/conversation/reply.ts';

/** The slot type for free speech. Amazon allows one such slot in an intent, and no other slot in its samples. */
export const FREE_SPEECH = 'AMAZON.SearchQuery';

/** The slots and their types. A slot has the same type in every intent, as Amazon requires. */
export const SLOT_TYPES = {
  recipient: 'Contact',
  nameAgain: 'Contact',
  message: FREE_SPEECH,
  addition: FREE_SPEECH,
  said: FREE_SPEECH,
} as const;
export type SlotName = keyof typeof SLOT_TYPES;

/** The intents that a language has samples for, and their slots. Amazon's own have Amazon's samples as well. */
export const INTENTS = {
  SendMessageIntent: ['recipient', 'nameAgain', 'message'],
  TellIntent: ['said'],
  AddIntent: ['addition'],
  DiscardIntent: [],
  WaitingIntent: [],
  DeliveryStatusIntent: ['recipient'],
  WhyIntent: [],
  PairPhoneIntent: [],
  AddContactIntent: [],
  'AMAZON.HelpIntent': [],
  'AMAZON.RepeatIntent': [],
  'AMAZON.StopIntent': [],
  'AMAZON.CancelIntent': [],
  'AMAZON.YesIntent': [],
  'AMAZON.NoIntent': [],
} as const satisfies Record<string, readonly SlotName[]>;
export type IntentName = keyof typeof INTENTS;

/** Amazon allows no samples of a skill's own for the first, and the second needs none. */
export const INTENTS_WITHOUT_SAMPLES = ['AMAZON.FallbackIntent', 'AMAZON.NavigateHomeIntent'] as const;

/** The slots that the Echo asks for, with the question that it asks. */
export const QUESTIONS = {
  recipient: 'ask-recipient',
  nameAgain: 'ask-name-again',
  message: 'ask-message',
} as const satisfies Partial<Record<SlotName, PlainReplyCode>>;
export type AskedSlot = keyof typeof QUESTIONS;

/** A person as people call them: a value of the slot type for contacts. No contact of a household has such an id. */
export type Person = { id: string; value: string; synonyms: readonly string[] };

/** What Alexa and the skill store are told in one locale. A language has them for each of its locales. */
export type SpokenLocale = {
  invocation: string;
  samples: Readonly<Record<IntentName, readonly string[]>>;
  /** How people answer when a slot is asked for. */
  answers: Readonly<Record<AskedSlot, readonly string[]>>;
  people: readonly Person[];
  store: StoreTexts;
};

/** What the skill store shows. */
export type StoreTexts = {
  name: string;
  summary: string;
  description: string;
  examplePhrases: readonly string[];
  keywords: readonly string[];
};
