import { createInstance, type i18n } from 'i18next';
import { type Language, languageOf } from '../household/language.ts';
import en from './en/replies.json' with { type: 'json' };

type Phrase = keyof typeof en.said;

/** What is written for a language: phrases that are said as they are, and some that something is put into. */
type Written = Partial<Omit<typeof en, 'said'>> & { said?: Partial<Record<Phrase, string>> };

/** The replies of one language. A contact's name is never among them: a name must come from who speaks. */
export type Words = Record<Phrase, string> & {
  waiting: (count: number) => string;
  because: (reasons: readonly string[]) => string;
  pairingCard: (code: string, phone: string) => { title: string; text: string };
};

/** The replies by language, from what is written for each. What a language lacks is said in English. */
export function speaking(resources: { en: typeof en } & Record<string, Written>) {
  let made: i18n | undefined;
  /** Started for the first phrase that something is put into: Alexa waits while the skill starts. */
  const translator = (): i18n => (made ??= translatorOf(resources));

  const written = new Map(
    Object.entries(resources).map(([name, { said }]): [Language, Words] => {
      const t = (phrase: string, put: Record<string, unknown> = {}) =>
        translator().getFixedT(name)(phrase, put);
      const words: Words = {
        ...resources.en.said,
        ...said,
        waiting: count => t('waiting', { count }),
        because: reasons =>
          reasons.length === 0 ? t('becauseOfNothing') : t('because', { reasons: reasons.join(' ') }),
        pairingCard: (code, phone) => ({
          title: t('pairingCard.title'),
          text: t('pairingCard.text', { code, phone }),
        }),
      };
      return [languageOf(name), words];
    }),
  );
  const english = written.get(languageOf('en')) as Words;
  return (language: Language): Words => written.get(language) ?? english;
}

function translatorOf(resources: Record<string, Written>): i18n {
  const translator = createInstance({
    resources: Object.fromEntries(
      Object.entries(resources).map(([language, translation]) => [language, { translation }]),
    ),
    fallbackLng: 'en',
    initAsync: false,
    // What is put into a phrase is escaped where it is spoken, as SSML.
    interpolation: { escapeValue: false },
  });
  void translator.init();
  return translator;
}

/** Everything that the Echo says, in a conversation's language: a file a language, beside this one. */
export const wordsIn = speaking({ en });

/** Everything that the Echo says, in English. */
export const words = wordsIn(languageOf('en'));
