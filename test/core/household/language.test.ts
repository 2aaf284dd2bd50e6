import { expect, test } from '@jest/globals';
import written from '../../../core/confidence/model.json' with { type: 'json' };
import { inLanguage, languageOf, supportedLanguage } from '../../../core/household/language.ts';
import { committedModel, isFittedFor } from '../../../core/confidence/model.ts';
import { parsedModel } from '../../../core/confidence/model-schema.ts';

test.each([
  ['en-US', 'en'],
  ['en', 'en'],
  ['pt-BR', 'pt'],
  ['zh-Hant-TW', 'zh'],
  ['EN-us', 'und'],
  ['english', 'und'],
  ['en_US', 'und'],
  ['', 'und'],
  [undefined, 'und'],
])('the language of %j is %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});

test.each(['en-GB', 'en-US', 'de-DE', 'toString', undefined])(
  'the locale %s gets English, as long as English is the only supported language',
  locale => {
    expect(supportedLanguage(languageOf(locale))).toBe('en');
    expect(inLanguage({ en: 'hello' }, languageOf(locale))).toBe('hello');
  },
);

test('the committed model is fitted for English and for no other language', () => {
  expect(committedModel.languages).toEqual(['en']);
  expect(isFittedFor(languageOf('en-IN'))).toBe(true);
  for (const locale of ['de-DE', 'es-US', undefined]) expect(isFittedFor(languageOf(locale))).toBe(false);
});

test('a model names at least one language that it is fitted for', () => {
  expect(parsedModel({ ...written, languages: ['de', 'fr'] }).languages).toEqual(['de', 'fr']);
  expect(() => parsedModel({ ...written, languages: [] })).toThrow('languages');
});
