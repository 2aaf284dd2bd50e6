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
