import { type InEveryLanguage, inLanguage, type Language } from '../household/language.ts';
import { spokenSigns as spokenSignsInEnglish } from './en/spoken-signs.ts';

/** Signs that carry meaning and that voices leave out, and the words for them. They are replaced in this order. */
export type SpokenSigns = readonly (readonly [RegExp, string | ((...found: string[]) => string)])[];

// In this file, because only the courier speaks.
const SPOKEN_SIGNS: InEveryLanguage<SpokenSigns> = { en: spokenSignsInEnglish };

/** A text with words in place of signs that carry meaning: in English "−5 °C" is "minus 5 degrees Celsius". */
export function inSpokenWords(text: string, language: Language): string {
  const spoken = inLanguage(SPOKEN_SIGNS, language).reduce(
    (before, [sign, words]) =>
      typeof words === 'string' ? before.replace(sign, words) : before.replace(sign, words),
    text,
  );
  return spoken === text
    ? text
    : spoken
        .replace(/ {2,}/g, ' ')
        .replace(/ (?=[.,;:!?)])/g, '')
        .trim();
}
