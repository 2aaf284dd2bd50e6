import { describe, expect, test } from '@jest/globals';
import { dictionary } from 'cmu-pronouncing-dictionary';
import { listed } from '../../../../core/confidence/names/pronunciation-list.ts';
import { linesOf, phonesIn } from '../../../../core/confidence/names/pronunciation-lines.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const small = bytes(
  linesOf([
    ['anna', ['AE', 'N', 'AH']],
    ['ann', ['AE', 'N']],
    ['zoe', ['Z', 'OW', 'IY']],
    ["o'neil", ['OW', 'N', 'IY', 'L']],
    ['ann(2)', ['AA', 'N']],
  ]),
);

describe('A dictionary as lines', () => {
  test.each([
    ['ann', ['AE', 'N']],
    ['ann(2)', ['AA', 'N']],
    ['anna', ['AE', 'N', 'AH']],
    ["o'neil", ['OW', 'N', 'IY', 'L']],
    ['zoe', ['Z', 'OW', 'IY']],
  ])('gives the phones of %s', (word, phones) => {
    expect(phonesIn(small, word)).toEqual(phones);
  });

  test.each(['', 'a', 'an', 'annab', 'zoey', 'zz', '!', 'ann AE', 'jörg'])('does not know %j', word => {
    expect(phonesIn(small, word)).toBeUndefined();
  });

  test('that is empty knows nothing', () => {
    expect(phonesIn(bytes(''), 'anna')).toBeUndefined();
  });

  test('that was cut short still answers, for what is whole in it', () => {
    const cut = small.subarray(0, small.length - 4);
    expect([phonesIn(cut, 'zoe'), phonesIn(cut, 'zz'), phonesIn(cut, 'anna')]).toEqual([
      ['Z', 'OW'],
      undefined,
      ['AE', 'N', 'AH'],
    ]);
  });

  test('gives for each word of the whole dictionary what the dictionary gives', () => {
    const words = Object.keys(dictionary);
    const lines = bytes(linesOf(words.map(word => [word, listed(word) ?? []])));
    const wrong = words.filter(word => phonesIn(lines, word)?.join(' ') !== listed(word)?.join(' '));
    expect([words.length > 100_000, wrong]).toEqual([true, []]);
  });
});
