import { probabilityOf, type ShownStory, summedLogOdds } from '../../../core/confidence/story.ts';
import { messageTexts } from '../../ui/texts.ts';

/** A probability in words and in percent. */
export type ConfidenceText = { probability: number; inWords: string; percent: string };

/** Describes how sure it is that the conversation was meant. It never says 0% or 100%. */
export function describeConfidence(story: ShownStory): ConfidenceText {
  const probability = probabilityOf(summedLogOdds(story));
  const { levels, over, under, percent } = messageTexts.confidence;
  const inWords = levels.find(([from]) => probability >= from)?.[1] ?? '';
  const rounded = Math.round(probability * 100);
  const spelled = probability > 0.99 ? over(99) : probability < 0.01 ? under(1) : percent(rounded);
  return { probability, inWords, percent: spelled };
}
