import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { splitIntoPhrases } from '../../../adapters/aws/split-into-phrases.ts';

test('a short text is one phrase', () => {
  expect(splitIntoPhrases('  Dinner is at seven. ', 100)).toEqual(['Dinner is at seven.']);
});

test('a long text is split after a sentence if one ends late enough, else between words', () => {
  expect(splitIntoPhrases('One two three. Four five six.', 20)).toEqual(['One two three.', 'Four five six.']);
  expect(splitIntoPhrases('One. Two three four five six', 20)).toEqual(['One. Two three four', 'five six']);
});

test('a text that just fits is one phrase, and a space that just does not fit is left out', () => {
  expect(splitIntoPhrases('one two', 7)).toEqual(['one two']);
  expect(splitIntoPhrases('one two three', 7)).toEqual(['one two', 'three']);
});

test('a phrase without a letter or a digit is left out', () => {
  expect(splitIntoPhrases('one ... ... two', 4)).toEqual(['one', 'two']);
});

test('a word that is too long is split, but never inside a character', () => {
  expect(splitIntoPhrases('abcdef', 4)).toEqual(['abcd', 'ef']);
  expect(splitIntoPhrases('abc😀f', 4)).toEqual(['abc', '😀f']);
});

test('no letter or digit of any text is lost or doubled, and no phrase is too long', () => {
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
