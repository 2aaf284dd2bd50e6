import * as z from 'zod/mini';

/** A language by its BCP 47 primary subtag, such as `en`; `und` where it is not known. */
export const languageSchema = /* @__PURE__ */ z.string().brand<'Language'>();
export type Language = z.infer<typeof languageSchema>;

export const UNDETERMINED = 'und' as Language;

/** The language of a locale such as `en-GB`. What is no locale is of no known language. */
export function languageOf(locale: string | undefined): Language {
  const [, primary] = /^([a-z]{2,3})(?:-[A-Za-z0-9]+)*$/.exec(locale ?? '') ?? [];
  return (primary as Language | undefined) ?? UNDETERMINED;
}
