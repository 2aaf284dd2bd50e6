import type { Instant } from '../household/instant.ts';
import { type Model, model } from './model.ts';
import { type Asked, type Evidence, logOddsOf, type Story } from './story.ts';

/** Where the sum stands between Wald's two bounds. */
export type Standing = 'stop' | 'between' | 'sure';

/** A story with nothing in it yet. */
export const emptyStory = ({
  version,
  fitted,
  prior,
}: Pick<Model, 'version' | 'fitted' | 'prior'> = model): Story => ({
  model: fitted ? version : `${version}, not yet fitted`,
  prior,
  turns: [],
});

/**
 * Adds a turn's evidence to the story and tests the sum against the two bounds, as in Wald's sequential
 * probability ratio test (1945): at the lower the conversation stops, at the upper nothing more is asked aloud.
 */
export function assess(
  story: Story,
  turn: { at: Instant; asked: Asked; heard: string },
  evidence: Evidence[],
  { bounds }: Pick<Model, 'bounds'> = model,
): { story: Story; standing: Standing } {
  const logOdds = evidence.reduce((sum, { weight }) => sum + weight, logOddsOf(story));
  return {
    story: { ...story, turns: [...story.turns, { ...turn, evidence, logOdds }] },
    standing: logOdds <= bounds.stop ? 'stop' : logOdds >= bounds.sure ? 'sure' : 'between',
  };
}
