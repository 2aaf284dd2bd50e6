import type { ShownStory } from '../../../core/confidence/story.ts';
import { evidenceSentence } from '../../../core/text/evidence.ts';
import { messageTexts, PHONE_LANGUAGE } from '../../ui/texts.ts';

/** One piece of evidence as a sentence with a bar. */
export type EvidenceText = {
  text: string;
  /** Log-likelihood ratio: above zero it suggests that the message was meant. */
  weight: number;
  /** Length of the bar, from 0 to 1. */
  length: number;
};

/** The texts of a story. */
export type StoryText = {
  prior: EvidenceText;
  turns: { at: ShownStory['turns'][number]['at']; asked: string; heard: string; sentences: EvidenceText[] }[];
  model: string;
};

/** The bar is full at this weight. Little evidence weighs more; the number beside the bar shows it. */
const FULL = 3;

/** Describes a story. It uses only what the release signs: the single pieces, never a stored sum. */
export function describeStory(story: ShownStory): StoryText {
  return {
    prior: sentence(messageTexts.confidence.prior, story.prior),
    turns: story.turns.map(({ at, asked, heard, evidence }) => ({
      at,
      asked: messageTexts.confidence.asked[asked] ?? asked,
      heard: heardText(asked, heard),
      sentences: evidence.map(one => sentence(evidenceSentence(one, PHONE_LANGUAGE), one.weight)),
    })),
    model: messageTexts.confidence.model(story.model),
  };
}

/** What was heard, as a sentence. A code that this page does not know is shown as it is: the server may be newer. */
function heardText(asked: string, heard: string): string {
  const answers: Partial<Record<string, string>> = messageTexts.confidence.heardAnswer;
  const texts: Partial<Record<string, string>> = messageTexts.confidence.heard;
  return (heard === 'send' ? answers[asked] : undefined) ?? texts[heard] ?? heard;
}

const sentence = (text: string, weight: number): EvidenceText => ({
  text,
  weight,
  length: Math.min(1, Math.abs(weight) / FULL),
});

/** Formats a weight with its sign and one decimal. */
export const formatWeight = (weight: number): string =>
  `${weight > 0 ? '+' : weight < 0 ? '−' : ''}${Math.abs(weight).toFixed(1)}`;
