import content from './content-model.json' with { type: 'json' };
import type { ContentWeights } from './content-score.ts';
import type { Language } from '../household/language.ts';
import written from './model.json' with { type: 'json' };
import type { WrittenModel } from './model-schema.ts';
import talk from './talk-words.json' with { type: 'json' };
import { TalkRates } from './names/talk-rates.ts';

/** Everything that the logic knows: the weights, the content model, and the rates of words in talk. */
export type Model = WrittenModel & { content: ContentWeights; talk: TalkRates };

/** What a model was fitted for that does not say it: the files written before the fit noted its languages are English. */
export const LANGUAGES_UNTOLD = ['en'] as Language[];

let contentWeights: ContentWeights | undefined;
let talkRates: TalkRates | undefined;

/**
 * The committed model. A test holds the file to its shape, so that no skill has to while Alexa waits for it to start; and
 * what words weigh and how often they are said is made ready when the first of them is asked about.
 */
export const model: Model = {
  languages: LANGUAGES_UNTOLD,
  ...(written as unknown as Omit<WrittenModel, 'languages'>),
  get content() {
    return (contentWeights ??= new Map(Object.entries(content.weights)));
  },
  get talk() {
    return (talkRates ??= new TalkRates(talk.per10kWords));
  },
};
