import * as z from 'zod/mini';

/** The primary language subtag of BCP 47, such as `en`; `und` if the language is unknown. */
export const languageSchema = /* @__PURE__ */ z.string().brand<'Language'>();
export type Language = z.infer<typeof languageSchema>;

export const UNDETERMINED = 'und' as Language;

/** The language of a locale such as `en-GB`. It is `und` for text that is not a locale. */
export function languageOf(locale: string | undefined): Language {
  const [, primary] = /^([a-z]{2,3})(?:-[A-Za-z0-9]+)*$/.exec(locale ?? '') ?? [];
  return (primary as Language | undefined) ?? UNDETERMINED;
}

/** The languages that the program understands, speaks and writes. What each needs is a table over them. */
const SUPPORTED_LANGUAGES = ['en'] as const;
export type SupportedLanguage = (typeof SUPPORTED_LANGUAGES)[number];

/** One thing in every supported language. A language that lacks it does not compile. */
export type InEveryLanguage<T> = Readonly<Record<SupportedLanguage, T>>;

/** The supported language for somebody of `language`: English where that is not supported. */
export const supportedLanguage = (language: Language): SupportedLanguage =>
  SUPPORTED_LANGUAGES.find(one => one === (language as string)) ?? 'en';

/** What a table has for somebody of `language`. */
export const inLanguage = <T>(table: InEveryLanguage<T>, language: Language): T =>
  table[supportedLanguage(language)];
