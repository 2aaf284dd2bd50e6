import type { Language } from '../household/language.ts';
import content from './content-model.json' with { type: 'json' };
import type { ContentWeights } from './content-model.ts';
import written from './model.json' with { type: 'json' };
import type { WrittenModel } from './model-schema.ts';
import { TalkRates } from './names/talk-rates.ts';
import talk from './talk-words.json' with { type: 'json' };

/** Everything that the logic knows: the weights, the content model, and the rates of words in talk. */
export type Model = WrittenModel & { content: ContentWeights; talk: TalkRates };

let contentWeights: ContentWeights | undefined;
let talkRates: TalkRates | undefined;

/**
 * The model in the repository. A test checks the file against its schema, so the skill need not check it while Alexa
 * waits for it to start. The content weights and the talk rates are made at their first use.
 */
export const committedModel: Model = {
  ...(written as unknown as WrittenModel),
  get content() {
    return (contentWeights ??= new Map(Object.entries(content.weights)));
  },
  get talk() {
    return (talkRates ??= new TalkRates(talk.per10kWords));
  },
};

/**
 * Whether the weights were fitted on this language. In every other language the logic is at its strictest: one piece
 * of evidence against intent stops the conversation, the name is always asked for again, and the phone must choose
 * the recipient.
 */
export const isFittedFor = (
  language: Language,
  { languages }: Pick<Model, 'languages'> = committedModel,
): boolean => languages.includes(language);
