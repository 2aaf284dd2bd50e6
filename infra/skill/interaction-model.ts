import { inLanguage, languageOf } from '../../core/household/language.ts';
import { REPLIES } from '../../core/text/texts.ts';
import {
  type AskedSlot,
  INTENTS,
  INTENTS_WITHOUT_SAMPLES,
  type SampledIntent,
  type SlotName,
} from '../../services/skill/intents.ts';
import { QUESTIONS, SLOT_TYPES } from './intents.ts';
import { type Locale, SPOKEN } from './locales.ts';

const ASKED = Object.keys(QUESTIONS) as AskedSlot[];
const isAsked = (slot: SlotName): slot is AskedSlot => slot in QUESTIONS;

/** The interaction model of one locale, in the schema of the Alexa Skills Kit. */
export function interactionModel(locale: Locale) {
  const { invocation, samples, answers, people } = SPOKEN[locale];
  const texts = inLanguage(REPLIES, languageOf(locale));
  return {
    interactionModel: {
      languageModel: {
        invocationName: invocation,
        // The higher the sensitivity, the more goes to FallbackIntent. Talk of the room should go there, and the many
        // samples keep requests from it.
        modelConfiguration: { fallbackIntentSensitivity: { level: 'HIGH' } },
        intents: [
          ...(Object.keys(INTENTS) as SampledIntent[]).map(name => ({
            name,
            slots: INTENTS[name].map(slot => slotOf(name, slot)),
            samples: [...samples[name]],
          })),
          ...INTENTS_WITHOUT_SAMPLES.map(name => ({ name, slots: [], samples: [] })),
        ],
        types: [
          {
            name: SLOT_TYPES.recipient,
            values: people.map(({ id, value, synonyms }) => ({
              id,
              name: { value, synonyms: [...synonyms] },
            })),
          },
        ],
      },
      dialog: {
        delegationStrategy: 'SKILL_RESPONSE',
        intents: [
          {
            name: 'SendMessageIntent',
            confirmationRequired: false,
            prompts: {},
            slots: ASKED.map(name => ({
              name,
              type: SLOT_TYPES[name],
              confirmationRequired: false,
              elicitationRequired: true,
              prompts: { elicitation: `Elicit.${name}` },
            })),
          },
        ],
      },
      prompts: ASKED.map(name => ({
        id: `Elicit.${name}`,
        variations: [{ type: 'PlainText', value: texts[QUESTIONS[name]] }],
      })),
    },
  };

  /** A slot of an intent. Only the dialog of SendMessageIntent asks for one. */
  function slotOf(intent: SampledIntent, slot: SlotName) {
    const asked = intent === 'SendMessageIntent' && isAsked(slot);
    return { name: slot, type: SLOT_TYPES[slot], ...(asked && { samples: [...answers[slot]] }) };
  }
}
