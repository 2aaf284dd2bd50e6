import type { Asked, Story } from '../../../core/confidence/story.ts';
import { languageOf } from '../../../core/household/language.ts';
import { evidenceSentence } from '../../../core/text/evidence.ts';

/** The language of this page. */
const language = languageOf('en');

/** One piece of evidence as a step on the log-odds, `from` one sum `to` the next. */
export type Step = { name: string; sentence: string; weight: number; from: number; to: number };

/** A turn's steps, and the sum after it. */
export type TurnSteps = { asked: string; steps: Step[]; sum: number };

/** A story's evidence as steps that start on the prior and add up, turn by turn. */
export function stepsOf(story: Story): TurnSteps[] {
  let sum = story.prior;
  return story.turns.map(({ asked, evidence }) => {
    const steps = evidence.map(one => {
      const { name, weight } = one;
      const from = sum;
      sum += weight;
      return { name, sentence: evidenceSentence(one, language), weight, from, to: sum };
    });
    return { asked: ASKED[asked], steps, sum };
  });
}

const ASKED: Record<Asked, string> = {
  nothing: 'The request',
  recipient: 'Asked: to whom?',
  'name-again': 'Asked for the name once more',
  message: 'Asked for the message',
  more: 'After it was held',
};

/** A bound is never drawn at the very edge: how far the picture goes on beyond it, in log-odds. */
const MARGIN = 1.5;

/** From log-odds to a place on the picture, in percent; all of the story and both bounds are on it. */
export function scaleFor(
  story: Story | undefined,
  bounds: { stop: number; sure: number },
): { least: number; most: number; place: (logOdds: number) => number } {
  const sums = story ? stepsOf(story).flatMap(({ steps }) => steps.map(({ to }) => to)) : [];
  const least = Math.min(bounds.stop - MARGIN, ...sums.map(sum => sum - MARGIN / 2));
  const most = Math.max(bounds.sure + MARGIN, ...sums.map(sum => sum + MARGIN / 2));
  return { least, most, place: logOdds => (100 * (logOdds - least)) / (most - least) };
}

/** A weight or sum with its sign, to one decimal. */
export const signed = (value: number): string => {
  const shown = Math.abs(value).toFixed(1);
  return shown === '0.0' ? '0.0' : `${value < 0 ? '−' : '+'}${shown}`;
};
