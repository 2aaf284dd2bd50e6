import type { Instant } from '../household/instant.ts';
import { fittedFor } from './is-fitted-for.ts';
import { UNDETERMINED } from '../household/language.ts';
import { type Model, model } from './model.ts';
import { type Asked, logOddsOf, type Story } from './story.ts';
import { type Observation, weigh } from './weigh.ts';

/** Where the sum stands between Wald's two bounds. */
export type Standing = 'stop' | 'between' | 'sure';

/** A story with nothing in it yet. */
export const emptyStory = ({
  version,
  fitted,
  date,
  prior,
}: { version: string; fitted: boolean; date: string; prior: number } = model): Story => ({
  model: fitted ? `${version} of ${date}` : `${version}, not yet fitted`,
  language: UNDETERMINED,
  prior,
  turns: [],
});

/**
 * Weighs what a turn showed, adds it to the story and tests the sum against the two bounds, as in Wald's
 * sequential probability ratio test (1945): at the lower the conversation stops, at the upper nothing more is
 * asked aloud. In a language that the model was not fitted for, the lower bound is the prior itself: what
 * Wald's formula gives when as many genuine requests may be stopped as it allows, one minus `believed`.
 */
export function assess(
  story: Story,
  turn: { at: Instant; asked: Asked; heard: string },
  observations: readonly Observation[],
  by: Pick<Model, 'bounds' | 'evidence' | 'languages'> = model,
): { story: Story; standing: Standing } {
  const evidence = observations.map(one => weigh(one, by));
  const logOdds = evidence.reduce((sum, { weight }) => sum + weight, logOddsOf(story));
  const { sure } = by.bounds;
  const stop = fittedFor(story, by) ? by.bounds.stop : story.prior;
  return {
    story: { ...story, turns: [...story.turns, { ...turn, evidence, logOdds }] },
    standing: logOdds <= stop ? 'stop' : logOdds >= sure ? 'sure' : 'between',
  };
}
