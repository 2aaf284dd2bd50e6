import { describe, expect, test } from '@jest/globals';
import { familySynonyms, familyWords } from '../../../../core/confidence/names/family-words.ts';

const LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-CA', 'en-IN', 'de-DE'];
const wordsOf = (locale: string, id: string): readonly string[] =>
  familyWords(locale).find(one => one.id === `family-${id}`)?.words ?? [];

describe('the family words of a locale', () => {
  test.each([
    ['en-US', 'mother', 'mom'],
    ['en-GB', 'mother', 'mum'],
    ['en-AU', 'grandmother', 'nan'],
    ['en-IN', 'mothers-father', 'nana'],
    ['de-DE', 'mother', 'mom'],
  ])('families of the locale %s call a %s most often "%s"', (locale, id, word) => {
    expect(wordsOf(locale, id)[0]).toBe(word);
  });

  test.each(LOCALES)(
    'the locale %s has for each word one family member, and for each member a word',
    locale => {
      const members = familyWords(locale);
      const words = members.flatMap(one => one.words);
      expect(words).toHaveLength(new Set(words).size);
      expect(new Set(members.map(({ id }) => id)).size).toBe(members.length);
      expect(members.filter(one => one.words.length === 0)).toEqual([]);
    },
  );

  test.each(LOCALES)('the locale %s has an id for each family member, and words of letters only', locale => {
    for (const { id, words } of familyWords(locale)) {
      expect(id).toMatch(/^family-[a-z]+(-[a-z]+)*$/);
      for (const word of words) expect(word).toMatch(/^[a-z]+$/);
    }
  });

  test('a nana is a grandfather in India and a grandmother elsewhere', () => {
    expect([wordsOf('en-US', 'grandmother'), wordsOf('en-IN', 'grandmother')]).toEqual([
      expect.arrayContaining(['nana']),
      expect.not.arrayContaining(['nana']),
    ]);
  });
});

describe('a spoken name with a family word', () => {
  test.each([
    ['mom', 'mum'],
    ['mother', 'amma'],
    ['granny', 'nana'],
    ['auntie mary', 'aunt mary'],
    ['mum in law', 'mother in law'],
    ['grandma', 'oma'],
    ['oma', 'granny'],
    ['wifey', 'wife'],
    ['hubby', 'husband'],
    ['folks', 'parents'],
    ['children', 'kids'],
    ['sis', 'sister'],
    ['bro', 'brother'],
    ['auntie', 'aunt'],
    ['cuz', 'cousin'],
    ['stepmum', 'stepmom'],
    ['stepdad', 'stepfather'],
    ['abuela', 'grandma'],
    ['nonna', 'grandma'],
    ['dadi', 'grandma'],
    ['nani', 'grandma'],
    ['opa', 'grandpa'],
    ['abuelo', 'grandpa'],
    ['nonno', 'grandpa'],
    ['dada', 'grandpa'],
    ['didi', 'sister'],
    ['bhai', 'brother'],
    ['bua', 'aunt'],
    ['masi', 'aunt'],
    ['chachi', 'aunt'],
    ['chacha', 'uncle'],
    ['appa', 'dad'],
  ])('the spoken name %s has the synonym %s', (name, other) => {
    expect(familySynonyms(name, [])).toContain(other);
  });

  test.each([
    ['mom', 'dad'],
    ['dadi', 'nani'],
    ['oma', 'abuela'],
    ['grandpa', 'nana'],
    ['wife', 'husband'],
    ['son', 'daughter'],
    ['niece', 'nephew'],
    ['godmother', 'godfather'],
    ['mom', 'mom'],
  ])('the spoken name %s does not have the synonym %s', (name, other) => {
    expect(familySynonyms(name, [])).not.toContain(other);
  });

  test('a word with two meanings has the one that the platform understood, if it understood one', () => {
    const both = familySynonyms('nana', []);
    expect(both).toEqual(expect.arrayContaining(['grandma', 'grandpa']));
    expect(familySynonyms('nana', ['family-mothers-father'])).not.toContain('grandma');
    expect(familySynonyms('nana', ['family-grandmother'])).not.toContain('grandpa');
    expect(familySynonyms('nana', ['another-id'])).toEqual(both);
  });

  test.each(['anna', '', 'the mothership', 'well my mom said that she comes'])(
    'the spoken text %j has no synonyms',
    name => {
      expect(familySynonyms(name, [])).toEqual([]);
    },
  );
});
