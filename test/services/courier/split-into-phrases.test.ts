import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { splitIntoPhrases } from '../../../services/courier/split-into-phrases.ts';

test('a short text is one breath', () => {
  expect(splitIntoPhrases('  Dinner is at seven. ', 100)).toEqual(['Dinner is at seven.']);
});

test('a long one is parted after a sentence if one ends late enough, else between words', () => {
  expect(splitIntoPhrases('One two three. Four five six.', 20)).toEqual(['One two three.', 'Four five six.']);
  expect(splitIntoPhrases('One. Two three four five six', 20)).toEqual(['One. Two three four', 'five six']);
});

test('a word that is too long is parted, but no character is', () => {
  expect(splitIntoPhrases('abcdef', 4)).toEqual(['abcd', 'ef']);
  expect(splitIntoPhrases('abc😀f', 4)).toEqual(['abc', '😀f']);
});

test('nothing that sounds is lost, doubled or too long, whatever the text', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'B', '7', ' ', '. ', '!', '\n', 'é', '😀'),
    maxLength: 200,
  });
  const sounding = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, '');
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 60 }), (words, longest) => {
      const pieces = splitIntoPhrases(words, longest);
      return sounding(pieces.join('')) === sounding(words) && pieces.every(({ length }) => length <= longest);
    }),
  );
});
