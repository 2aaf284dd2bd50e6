import { spokenText } from './names/spoken.ts';

/** Recognisers mostly leave filled pauses out, and every transcript writes them in its own way, so they are no features. */
const FILLED_PAUSES = new Set('uh um uhm er erm ah hm hmm mm mhm huh eh oh'.split(' '));

/** In words or in digits, a number is a number. "One" is not among them: in talk it is mostly "the one". */
const NUMBERS = new Set(
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand'.split(
    ' ',
  ),
);

/** The weight of each feature, in log-odds of message against talk. */
export type ContentWeights = ReadonlyMap<string, number>;

/**
 * The features of a text for the content model: each word, each pair of neighbours, how the text begins (`^`) and
 * ends (`$`), and that a word follows itself (`==`), as in talk and seldom in dictation. All numbers are one word
 * `#`; apostrophes and filled pauses are left out. A feature counts once, however often it occurs.
 */
export function contentFeatures(text: string): ReadonlySet<string> {
  const features = new Set<string>();
  let before = '^';
  for (const spelled of spokenText(text).replaceAll("'", '').split(' ')) {
    if (spelled === '' || FILLED_PAUSES.has(spelled)) continue;
    const word = /^\d/.test(spelled) || NUMBERS.has(spelled) ? '#' : spelled;
    features.add(word);
    features.add(word === before ? '==' : `${before} ${word}`);
    before = word;
  }
  if (before !== '^') features.add(`${before} $`);
  return features;
}

/** The log-odds of message against talk: the sum of the weights of the text's features. */
export function contentScore(text: string, weights: ContentWeights): number {
  let sum = 0;
  for (const feature of contentFeatures(text)) sum += weights.get(feature) ?? 0;
  return sum;
}
