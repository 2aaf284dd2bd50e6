import { describe, expect, test } from '@jest/globals';
import { inDigits, inNumberWords } from '../../../../core/confidence/names/number-words.ts';

describe('digits and number words', () => {
  test.each([
    ['0', 'zero'],
    ['7', 'seven'],
    ['13', 'thirteen'],
    ['20', 'twenty'],
    ['42', 'forty two'],
    ['99', 'ninety nine'],
    ['101', 'one zero one'],
    ['007', 'zero zero seven'],
    ['4ever', 'four ever'],
    ['b2b', 'b two b'],
    ['anna', 'anna'],
  ])('the text %s is said as "%s"', (word, said) => {
    expect(inNumberWords(word)).toBe(said);
    expect(inDigits(said.split(' ')).join('')).toBe(word);
  });

  test.each([
    ['four two', '42'],
    ['one oh one', '101'],
    ['one hundred one', '101'],
    ['one hundred and one', '101'],
    ['two hundred and fifty six b', '256b'],
    ['nineteen eighty four', '1984'],
    ['five hundred', '500'],
    ['five hundred and', '500and'],
    ['sandra oh', 'sandraoh'],
    ['a hundred', 'ahundred'],
    ['one o one', '101'],
    ['zero hundred', '0hundred'],
    ['ten hundred', '10hundred'],
    ['twenty zero', '200'],
    ['twenty ten', '2010'],
    ['', ''],
  ])('the words "%s" are written %s', (said, written) => {
    expect(inDigits(said.split(' ')).join('')).toBe(written);
  });
});
