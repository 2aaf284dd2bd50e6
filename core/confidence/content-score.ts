import { contentFeatures } from './content-features.ts';

/** The weight of each word and word pair, in log-odds of message against talk. */
export type ContentWeights = ReadonlyMap<string, number>;

/** Log-odds of message against talk for these words: the sum of the weights of its words and word pairs. */
export function contentScore(words: string, weights: ContentWeights): number {
  let sum = 0;
  for (const feature of contentFeatures(words)) sum += weights.get(feature) ?? 0;
  return sum;
}
