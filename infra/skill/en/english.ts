import { familyWords } from '../../../core/confidence/names/family-words.ts';
import type { Person, SpokenLocale } from '../intents.ts';
import { firstNames } from './first-names.ts';
import { ANSWERS, type LocaleWords, samplesIn } from './grammar.ts';
import { store } from './store.ts';

const NORTH_AMERICA: LocaleWords = { handset: 'cell phone | cell', throwAway: 'trash' };
const CANADA: LocaleWords = { ...NORTH_AMERICA, handset: 'cell phone | cell | mobile' };
const ELSEWHERE: LocaleWords = { handset: 'mobile | mobile phone', throwAway: 'bin' };

/** The English locales in which the skill is published, the first one first. */
export const english = {
  'en-US': spoken('en-US', NORTH_AMERICA),
  'en-GB': spoken('en-GB', ELSEWHERE),
  'en-AU': spoken('en-AU', ELSEWHERE),
  'en-CA': spoken('en-CA', CANADA),
  'en-IN': spoken('en-IN', ELSEWHERE),
};

function spoken(locale: string, words: LocaleWords): SpokenLocale {
  return {
    // Both words are pronounced alike in every English locale.
    invocation: 'second yes',
    samples: samplesIn(words),
    answers: ANSWERS,
    people: peopleIn(locale),
    store,
  };
}

/** The family words, with and without "my", and the first names that are not among them. */
function peopleIn(locale: string): Person[] {
  const family = familyWords(locale);
  const taken = new Set(family.flatMap(({ words }) => words));
  return [
    ...family.map(({ id, words: [value = '', ...others] }) => ({
      id,
      value,
      synonyms: [...others, ...[value, ...others].map(word => `my ${word}`)],
    })),
    ...firstNames(locale)
      .filter(name => !taken.has(name.toLowerCase()))
      .map(name => ({
        id: `static-${name.toLowerCase().replace(/[^a-z]/g, '')}`,
        value: name,
        synonyms: [],
      })),
  ];
}
