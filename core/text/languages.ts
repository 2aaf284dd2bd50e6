import type { Language } from '../household/language.ts';
import { replies as repliesInEnglish } from './en/replies.ts';
import type { ReplyTexts } from './replies.ts';

/** The languages that the texts are written in: one folder beside this file for each. */
export type TextLanguage = 'en';

/** The texts of one concern in every language. A language whose folder lacks them does not compile. */
export type InEveryLanguage<Texts> = Readonly<Record<TextLanguage, Texts>>;

// One table for each concern, so that a bundle holds only the texts that its program uses.
export const REPLIES: InEveryLanguage<ReplyTexts> = { en: repliesInEnglish };

/** The texts of one concern in this language, or in English where nothing is written in it. */
export const textsIn = <Texts>(texts: InEveryLanguage<Texts>, language: Language): Texts =>
  Object.hasOwn(texts, language) ? texts[language as unknown as TextLanguage] : texts.en;
