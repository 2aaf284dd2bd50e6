import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pronunciations } from '../../../../core/confidence/names/pronunciation.ts';
import { soundDistance } from '../../../../core/confidence/names/sound-distance.ts';

describe('pronunciations', () => {
  test('are phones without stress', () => {
    expect(pronunciations('anna')).toEqual([['AE', 'N', 'AH']]);
  });

  test('are two where the dictionary has more', () => {
    expect(pronunciations('david')).toHaveLength(1);
    expect(pronunciations('andrea').length).toBe(2);
  });

  test('of several words follow each other', () => {
    expect(pronunciations('anna tim')).toEqual([['AE', 'N', 'AH', 'T', 'IH', 'M']]);
  });

  test.each(['', 'zbygniew', 'anna zbygniew', '__proto__', 'анна'])('there are none for %j', name => {
    expect(pronunciations(name)).toEqual([]);
  });
});

describe('the distance of two sounds', () => {
  test.each([
    ['sean', 'shawn', 0, 3],
    ['kathy', 'cathy', 0, 4],
    ['anna', 'hanna', 1, 3],
    ['tim', 'tom', 1, 3],
    ['david', 'davis', 1, 5],
    ['elena', 'helena', 1.5, 5],
    ['paul', 'bill', 1.5, 3],
    ['bet', 'bat', 0.5, 3],
  ])('of %s and %s is %d phones, alike ones counting half, and the shorter has %d', (a, b, apart, length) => {
    expect(soundDistance(a, b)).toEqual({ apart, length });
  });

  test('is in letters where a word is not in the dictionary', () => {
    expect(soundDistance('zbigniew', 'zbygniew')).toEqual({ apart: 1, length: 8 });
    expect(soundDistance('', 'anna')).toEqual({ apart: 4, length: 0 });
  });

  test('is the same both ways, and nothing to itself', () => {
    const name = fc.oneof(fc.constantFrom('anna', 'hanna', 'sean', 'andrea', 'anna tim'), fc.string());
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(soundDistance(a, b)).toEqual(soundDistance(b, a));
        expect(soundDistance(a, a).apart).toBe(0);
      }),
    );
  });
});
