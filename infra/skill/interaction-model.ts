import { replies } from '../../core/text/en/replies.ts';
import { type Locale, SPOKEN } from './locales.ts';

/** As both words of the name are said in every English. */
export const INVOCATION = 'second yes';

/** What the Echo asks for a slot, and in which ways it is answered. */
const ASKED: Record<string, { type: string; prompt: string; samples: string[] }> = {
  recipient: {
    type: 'Contact',
    prompt: replies['ask-recipient'],
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
    prompt: replies['ask-name-again'],
    samples: ['{nameAgain}', 'to {nameAgain}', 'I said {nameAgain}', 'for {nameAgain}'],
  },
  message: {
    type: 'AMAZON.SearchQuery',
    prompt: replies['ask-message'],
    samples: ['{message}', 'say {message}', 'the message is {message}'],
  },
};

const asked = Object.entries(ASKED);

/** What Alexa is told of the conversation in one locale, in the form of the ASK's interaction model schema. */
export function interactionModel(locale: Locale) {
  const { handset, throwAway, people } = SPOKEN[locale];
  return {
    interactionModel: {
      languageModel: {
        invocationName: INVOCATION,
        // Talk that only resembles a sample is to fall through, not to be taken for a wish.
        modelConfiguration: { fallbackIntentSensitivity: { level: 'LOW' } },
        intents: [
          {
            name: 'SendMessageIntent',
            slots: asked.map(([name, { type, samples }]) => ({ name, type, samples })),
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
              // No contact of a house has such an id, so nobody is written to by resolving to one of these.
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
            slots: asked.map(([name, { type }]) => ({
              name,
              type,
              confirmationRequired: false,
              elicitationRequired: true,
              prompts: { elicitation: `Elicit.${name}` },
            })),
          },
        ],
      },
      prompts: asked.map(([name, { prompt }]) => ({
        id: `Elicit.${name}`,
        variations: [{ type: 'PlainText', value: prompt }],
      })),
    },
  };
}

const plain = (name: string, ...samples: string[]) => ({ name, slots: [], samples });

export type SkillModel = ReturnType<typeof interactionModel>;
