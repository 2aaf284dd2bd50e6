import { UNDETERMINED } from '../household/language.ts';
import type { Observation } from './evidence/registry.ts';
import { committedModel, isFittedFor, type Model } from './model.ts';
import { type Evidence, logOddsOf, type Story, type StoryTurn } from './story.ts';

/** Where the sum of the evidence lies between Wald's two bounds. */
export type Verdict = 'stop' | 'undecided' | 'sure';

/** A story without turns. */
export const emptyStory = ({
  version,
  fitted,
  date,
  prior,
}: { version: string; fitted: boolean; date: string; prior: number } = committedModel): Story => ({
  model: `${version}/${fitted ? date : 'unfitted'}`,
  language: UNDETERMINED,
  prior,
  turns: [],
});

/** An observation with the weight that the model gives it: 0 for evidence or a case that the model was not fitted on. */
export function weighObservation(
  observation: Observation,
  { evidence }: Pick<Model, 'evidence'> = committedModel,
): Evidence {
  const weights: Partial<Record<string, Partial<Record<string, number>>>> = evidence;
  return { ...observation, weight: weights[observation.name]?.[observation.observed] ?? 0 };
}

/**
 * Weighs what a turn showed, adds it to the story and compares the sum with the two bounds, as in Wald's sequential
 * probability ratio test (1945). At the lower bound the conversation stops; at the upper bound nothing more is asked
 * aloud. If the model was not fitted for the story's language, everything below the prior stops: Wald's lower
 * bound is the prior if the share of genuine requests that may be stopped has its highest value, 1 − `believed`.
 */
export function assess(
  story: Story,
  turn: Pick<StoryTurn, 'at' | 'asked' | 'heard'>,
  observations: readonly Observation[],
  model: Pick<Model, 'bounds' | 'evidence' | 'languages'> = committedModel,
): { story: Story; verdict: Verdict } {
  const evidence = observations.map(one => weighObservation(one, model));
  const logOdds = evidence.reduce((sum, { weight }) => sum + weight, logOddsOf(story));
  const { sure } = model.bounds;
  const isTooLow = isFittedFor(story.language, model) ? logOdds <= model.bounds.stop : logOdds < story.prior;
  return {
    story: { ...story, turns: [...story.turns, { ...turn, evidence, logOdds }] },
    verdict: isTooLow ? 'stop' : logOdds >= sure ? 'sure' : 'undecided',
  };
}
