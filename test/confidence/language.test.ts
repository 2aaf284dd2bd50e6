import { expect, test } from '@jest/globals';
import written from '../../lambda/confidence/model.json' with { type: 'json' };
import { languageOf } from '../../lambda/confidence/language.ts';
import { model } from '../../lambda/confidence/model.ts';
import { parsedModel } from '../../lambda/confidence/parsed-model.ts';
import { fittedFor } from '../../lambda/confidence/fitted-for.ts';

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

test('the committed model was fitted for English, and for no other language', () => {
  expect(model.languages).toEqual(['en']);
  expect(fittedFor({ language: languageOf('en-IN') })).toBe(true);
  for (const locale of ['de-DE', 'es-US', undefined])
    expect(fittedFor({ language: languageOf(locale) })).toBe(false);
});

test('a model says for which languages it was fitted, at least one', () => {
  expect(parsedModel({ ...written, languages: ['de', 'fr'] }).languages).toEqual(['de', 'fr']);
  expect(() => parsedModel({ ...written, languages: [] })).toThrow('languages');
});
