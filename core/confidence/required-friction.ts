import { atLeastFloor, type Friction } from '../household/friction.ts';
import type { Settings } from '../household/settings.ts';
import { committedModel, isFittedFor, type Model } from './model.ts';
import { evidenceOf, type Story, summedLogOdds } from './story.ts';

/**
 * The friction that a release needs: the first row of the model's friction table that the story's confidence
 * reaches, and never less than the household's floor. If the model is not fitted for the story's language, the
 * answer is `choose`, whatever the confidence. So it is if the name fits several contacts.
 *
 * The confidence is summed from the single pieces of evidence, so an edited total does not lower the friction.
 */
export function requiredFriction(
  story: Story,
  settings: Pick<Settings, 'floor'>,
  model: Pick<Model, 'friction' | 'languages'> = committedModel,
): Friction {
  if (!isFittedFor(story.language, model) || fitsSeveral(story)) return 'choose';
  const logOdds = summedLogOdds(story);
  const reached = model.friction.find(({ from }) => from === null || logOdds >= from);
  return atLeastFloor(reached?.ask ?? 'choose', settings);
}

/** Whether the last name that was heard fits several contacts. */
const fitsSeveral = (story: Story): boolean =>
  evidenceOf(story).findLast(({ name }) => name === 'recipient')?.observed === 'ambiguous';
