import { type Model, model } from './model.ts';
import type { Story } from './story.ts';

/**
 * Whether the weights were fitted on the story's language. Where they were not, the logic is at its strictest: one
 * thing that speaks against intent stops the conversation, the name is always asked for again, and the phone must
 * choose the recipient.
 */
export const fittedFor = (
  { language }: Pick<Story, 'language'>,
  { languages }: Pick<Model, 'languages'> = model,
): boolean => languages.includes(language);
