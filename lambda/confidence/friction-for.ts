import type { Friction } from '../approval/friction.ts';
import { type Model, model } from './model.ts';
import { type Story, summedLogOdds } from './story.ts';

/** The friction that a story asks for: the first row of the model's table that its confidence reaches. */
export function frictionFor(story: Story, { friction }: Pick<Model, 'friction'> = model): Friction {
  const logOdds = summedLogOdds(story);
  return friction.find(({ from }) => from === null || logOdds >= from)?.ask ?? 'choose';
}
