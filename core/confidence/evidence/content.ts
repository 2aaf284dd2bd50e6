import { type ContentWeights, contentScore } from '../content-score.ts';
import { observe, type Observation } from '../weigh.ts';

/**
 * Whether the words read like a message ("I'm running late, see you at six") or like talk between people ("uh
 * yeah and then I, I mean"): the score of a log-linear model over words and word pairs, in seven steps. Such
 * models are the usual baseline for device-directed speech; ours was fitted on public commands and transcripts
 * and may have learnt their manner, so it is clipped. Missing for a recording without words. Range: −7.5 to 2.
 */
export function contentEvidence(words: string, weights: ContentWeights): Observation {
  const score = contentScore(words, weights);
  const [, observed] = STEPS.find(([from]) => score >= from) ?? ([0, 'talk-3'] as const);
  return observe('content', observed, REASONS[observed]);
}

/** Where each step begins, in log-odds of the content model. */
const STEPS = [
  [3, 'message-3'],
  [1.5, 'message-2'],
  [0, 'message-1'],
  [-1.5, 'unclear'],
  [-2.5, 'talk-1'],
  [-3.5, 'talk-2'],
] as const;

const REASONS = {
  'message-3': 'The words clearly read like a message.',
  'message-2': 'The words read like a message.',
  'message-1': 'The words read a little more like a message than like talk.',
  unclear: 'The words could be a message or talk.',
  'talk-1': 'The words read a little more like talk than like a message.',
  'talk-2': 'The words read like people talking to each other.',
  'talk-3': 'The words clearly read like people talking to each other.',
} as const;
