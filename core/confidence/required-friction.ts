import type { Friction } from '../household/friction.ts';
import { fittedFor } from './is-fitted-for.ts';
import { type Model, model } from './model.ts';
import { type Story, summedLogOdds } from './story.ts';

/**
 * The friction that a story asks for: the first row of the model's table that its confidence reaches. In a language
 * that the model was not fitted for, confidence counts for nothing.
 */
export function frictionFor(story: Story, by: Pick<Model, 'friction' | 'languages'> = model): Friction {
  if (!fittedFor(story, by)) return 'choose';
  const logOdds = summedLogOdds(story);
  return by.friction.find(({ from }) => from === null || logOdds >= from)?.ask ?? 'choose';
}
