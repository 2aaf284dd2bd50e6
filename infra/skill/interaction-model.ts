import type { PlainReplyCode } from '../../core/conversation/reply.ts';
import { languageOf } from '../../core/household/language.ts';
import { REPLIES, textsIn } from '../../core/text/languages.ts';
import { tell } from './en/grammar.ts';
import { type Locale, SPOKEN } from './locales.ts';

/** Both words are pronounced alike in every English locale. */
export const INVOCATION = 'second yes';

/** The slots that the Echo asks for: the question, and samples of answers. */
const SLOTS: Record<string, { type: string; question: PlainReplyCode; samples: string[] }> = {
  recipient: {
    type: 'Contact',
    question: 'ask-recipient',
    samples: [
      '{recipient}',
      'to {recipient}',
      'for {recipient}',
      'send it to {recipient}',
      "it's for {recipient}",
    ],
  },
  nameAgain: {
    type: 'Contact',
    question: 'ask-name-again',
    samples: ['{nameAgain}', 'to {nameAgain}', 'I said {nameAgain}', 'for {nameAgain}'],
  },
  message: {
    type: 'AMAZON.SearchQuery',
    question: 'ask-message',
    samples: ['{message}', 'say {message}', 'the message is {message}'],
  },
};

const slots = Object.entries(SLOTS);

/** The interaction model of one locale, in the schema of the Alexa Skills Kit. */
export function interactionModel(locale: Locale) {
  const { handset, throwAway, people } = SPOKEN[locale];
  const texts = textsIn(REPLIES, languageOf(locale));
  return {
    interactionModel: {
      languageModel: {
        invocationName: INVOCATION,
        // The higher the sensitivity, the more goes to FallbackIntent; LOW is the default.
        modelConfiguration: { fallbackIntentSensitivity: { level: 'LOW' } },
        intents: [
          {
            name: 'SendMessageIntent',
            slots: slots.map(([name, { type, samples }]) => ({ name, type, samples })),
            samples: [
              'send a message',
              'send a voice message',
              'send message',
              'leave a message',
              'send a message to {recipient}',
              'send a voice message to {recipient}',
              'send message to {recipient}',
              'send {recipient} a message',
              'message {recipient}',
              'leave a message for {recipient}',
            ],
          },
          { name: 'TellIntent', slots: [{ name: 'said', type: 'AMAZON.SearchQuery' }], samples: tell },
          {
            name: 'AddIntent',
            slots: [{ name: 'addition', type: 'AMAZON.SearchQuery' }],
            samples: ['add {addition}', 'also say {addition}'],
          },
          plain(
            'DiscardIntent',
            'discard it',
            'discard that',
            'discard the message',
            'throw it away',
            throwAway,
            "don't send it",
          ),
          plain(
            'WaitingIntent',
            "what's waiting",
            'what is waiting',
            'is anything waiting',
            'how many messages are waiting',
          ),
          plain(
            'WhyIntent',
            'why did you do that',
            'why did you stop',
            'why did you ask again',
            'why are you holding it',
            'what made you do that',
          ),
          plain('PairPhoneIntent', 'pair my phone', 'pair a phone', `pair my ${handset}`, 'connect my phone'),
          ...['Help', 'Stop', 'Cancel', 'Fallback', 'NavigateHome'].map(name => ({
            name: `AMAZON.${name}Intent`,
            samples: [],
          })),
        ],
        types: [
          {
            name: 'Contact',
            values: people.map(({ id, value, synonyms = [] }) => ({
              // No household's contact has such an id: nobody is written to because a name resolved to a static value.
              id: `static-${id}`,
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
            slots: slots.map(([name, { type }]) => ({
              name,
              type,
              confirmationRequired: false,
              elicitationRequired: true,
              prompts: { elicitation: `Elicit.${name}` },
            })),
          },
        ],
      },
      prompts: slots.map(([name, { question }]) => ({
        id: `Elicit.${name}`,
        variations: [{ type: 'PlainText', value: texts[question] }],
      })),
    },
  };
}

const plain = (name: string, ...samples: string[]) => ({ name, slots: [], samples });

export type SkillModel = ReturnType<typeof interactionModel>;
