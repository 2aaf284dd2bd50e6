import { describe, expect, test } from '@jest/globals';
import { dictionary } from 'cmu-pronouncing-dictionary';
import { dictionaryEntry } from '../../../../core/confidence/names/pronunciation-list.ts';
import {
  findPronunciation,
  pronunciationLines,
} from '../../../../core/confidence/names/pronunciation-lines.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const small = bytes(
  pronunciationLines([
    ['anna', ['AE', 'N', 'AH']],
    ['ann', ['AE', 'N']],
    ['zoe', ['Z', 'OW', 'IY']],
    ["o'neil", ['OW', 'N', 'IY', 'L']],
    ['ann(2)', ['AA', 'N']],
  ]),
);

describe('pronunciation lines', () => {
  test.each([
    ['ann', ['AE', 'N']],
    ['ann(2)', ['AA', 'N']],
    ['anna', ['AE', 'N', 'AH']],
    ["o'neil", ['OW', 'N', 'IY', 'L']],
    ['zoe', ['Z', 'OW', 'IY']],
  ])('the lines have the pronunciation of %s', (word, phonemes) => {
    expect(findPronunciation(small, word)).toEqual(phonemes);
  });

  test.each(['', 'a', 'an', 'annab', 'zoey', 'zz', '!', 'ann AE', 'jörg'])(
    'the lines have no pronunciation of %j',
    word => {
      expect(findPronunciation(small, word)).toBeUndefined();
    },
  );

  test('empty lines have no pronunciation', () => {
    expect(findPronunciation(bytes(''), 'anna')).toBeUndefined();
  });

  test('lines that were cut short still have the pronunciations that are whole', () => {
    const cut = small.subarray(0, small.length - 4);
    expect([
      findPronunciation(cut, 'zoe'),
      findPronunciation(cut, 'zz'),
      findPronunciation(cut, 'anna'),
    ]).toEqual([['Z', 'OW'], undefined, ['AE', 'N', 'AH']]);
  });

  test('the lines of the whole dictionary have the pronunciation of its first, its last and every hundredth word', () => {
    const words = Object.keys(dictionary);
    const lines = bytes(pronunciationLines(words.map(word => [word, dictionaryEntry(word) ?? []])));
    const sample = words.toSorted().filter((_, at) => at % 100 === 0 || at === words.length - 1);
    const wrong = sample.filter(
      word => findPronunciation(lines, word)?.join(' ') !== dictionaryEntry(word)?.join(' '),
    );
    expect([sample.length > 1_000, wrong]).toEqual([true, []]);
  });
});
