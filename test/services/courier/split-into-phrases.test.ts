import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { breaths } from '../../../services/courier/split-into-phrases.ts';

test('a short text is one breath', () => {
  expect(breaths('  Dinner is at seven. ', 100)).toEqual(['Dinner is at seven.']);
});

test('a long one is parted after a sentence if one ends late enough, else between words', () => {
  expect(breaths('One two three. Four five six.', 20)).toEqual(['One two three.', 'Four five six.']);
  expect(breaths('One. Two three four five six', 20)).toEqual(['One. Two three four', 'five six']);
});

test('a word that is too long is parted, but no character is', () => {
  expect(breaths('abcdef', 4)).toEqual(['abcd', 'ef']);
  expect(breaths('abc😀f', 4)).toEqual(['abc', '😀f']);
});

test('nothing that sounds is lost, doubled or too long, whatever the text', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'B', '7', ' ', '. ', '!', '\n', 'é', '😀'),
    maxLength: 200,
  });
  const sounding = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, '');
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 60 }), (words, longest) => {
      const pieces = breaths(words, longest);
      return sounding(pieces.join('')) === sounding(words) && pieces.every(({ length }) => length <= longest);
    }),
  );
});
