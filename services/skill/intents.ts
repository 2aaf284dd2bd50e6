import type { Asked } from '../../core/confidence/story.ts';

/** The slots of the interaction model. */
export const SLOTS = ['recipient', 'nameAgain', 'message', 'addition', 'said'] as const;
export type SlotName = (typeof SLOTS)[number];

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
/** An intent that has samples. */
export type SampledIntent = keyof typeof INTENTS;

/** Amazon allows no samples of a skill's own for the first, and the second needs none. */
export const INTENTS_WITHOUT_SAMPLES = ['AMAZON.FallbackIntent', 'AMAZON.NavigateHomeIntent'] as const;

/** Every intent of the interaction model. */
export type IntentName = SampledIntent | (typeof INTENTS_WITHOUT_SAMPLES)[number];

/** The slot that answers a question of the Echo. */
export const SLOT_OF_QUESTION = {
  recipient: 'recipient',
  'name-again': 'nameAgain',
  message: 'message',
} as const satisfies Partial<Record<Asked, SlotName>>;
/** A slot that the Echo asks for. */
export type AskedSlot = (typeof SLOT_OF_QUESTION)[keyof typeof SLOT_OF_QUESTION];
