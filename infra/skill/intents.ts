import type { PlainReplyCode } from '../../core/conversation/reply.ts';
import type { AskedSlot, SampledIntent, SlotName } from '../../services/skill/intents.ts';

/** The slot type for free speech. Amazon allows one such slot in an intent, and no other slot in its samples. */
export const FREE_SPEECH = 'AMAZON.SearchQuery';

/** The types of the slots. A slot has the same type in every intent, as Amazon requires. */
export const SLOT_TYPES = {
  recipient: 'Contact',
  nameAgain: 'Contact',
  message: FREE_SPEECH,
  addition: FREE_SPEECH,
  said: FREE_SPEECH,
} as const satisfies Record<SlotName, string>;

/** What the Echo asks for a slot. */
export const QUESTIONS: Readonly<Record<AskedSlot, PlainReplyCode>> = {
  recipient: 'ask-recipient',
  nameAgain: 'ask-name-again',
  message: 'ask-message',
};

/** A person as people call them: a value of the slot type for contacts. No contact of a household has such an id. */
export type Person = { id: string; value: string; synonyms: readonly string[] };

/** What Alexa and the skill store are told in one locale. A language has them for each of its locales. */
export type SpokenLocale = {
  invocation: string;
  samples: Readonly<Record<SampledIntent, readonly string[]>>;
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
