import { createInstance, type ResourceKey, type TFunction } from 'i18next';
import { type Language, languageOf } from '../confidence/language.ts';
import en from './words.en.json' with { type: 'json' };

type Phrase = keyof typeof en.said;

/** The replies of one language. A contact's name is never among them: a name must come from who speaks. */
export type Words = Record<Phrase, string> & {
  waiting: (count: number) => string;
  because: (reasons: readonly string[]) => string;
  pairingCard: (code: string, phone: string) => { title: string; text: string };
};

const PHRASES = Object.keys(en.said) as Phrase[];

/** Each phrase is looked up when it is said: all of them at once would take longer than the rest of i18next's start. */
function wordsOf(t: TFunction): Words {
  const words = {
    waiting: (count: number) => t('waiting', { count }),
    because: (reasons: readonly string[]) =>
      reasons.length === 0 ? t('becauseOfNothing') : t('because', { reasons: reasons.join(' ') }),
    pairingCard: (code: string, phone: string) => ({
      title: t('pairingCard.title'),
      text: t('pairingCard.text', { code, phone }),
    }),
  };
  for (const name of PHRASES)
    Object.defineProperty(words, name, { get: () => t(`said.${name}`), enumerable: true });
  return words as Words;
}

/** The replies by language, from what is written for each. What a language lacks is said in English. */
export function speaking(resources: { en: ResourceKey } & Record<string, ResourceKey>) {
  const replies = createInstance({
    resources: Object.fromEntries(
      Object.entries(resources).map(([language, translation]) => [language, { translation }]),
    ),
    fallbackLng: 'en',
    initAsync: false,
    // What is put into a phrase is escaped where it is spoken, as SSML.
    interpolation: { escapeValue: false },
  });
  void replies.init();
  const written = new Map(
    Object.keys(resources).map(language => [languageOf(language), wordsOf(replies.getFixedT(language))]),
  );
  const english = written.get(languageOf('en')) as Words;
  return (language: Language): Words => written.get(language) ?? english;
}

/** Everything that the Echo says, in a conversation's language: a file a language, beside this one. */
export const wordsIn = speaking({ en });

/** Everything that the Echo says, in English. */
export const words = wordsIn(languageOf('en'));
