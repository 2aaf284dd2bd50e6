import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pronunciations } from '../../../../core/confidence/names/pronunciation.ts';
import { soundDistance } from '../../../../core/confidence/names/sound-distance.ts';
import { soundsOf } from '../../../../core/confidence/names/sound.ts';

describe('pronunciations', () => {
  test('a pronunciation has phonemes without stress', () => {
    expect(pronunciations('anna')).toEqual([['AE', 'N', 'AH']]);
  });

  test('a name has two pronunciations if the dictionary has more', () => {
    expect(pronunciations('david')).toHaveLength(1);
    expect(pronunciations('andrea').length).toBe(2);
  });

  test('the pronunciations of several words follow each other', () => {
    expect(pronunciations('anna tim')).toEqual([['AE', 'N', 'AH', 'T', 'IH', 'M']]);
  });

  test.each([
    ['tj', 'tee jay'],
    ['dj', 'dee jay'],
    ['aj', 'a jay'],
  ])('the initials %s are pronounced as "%s"', (initials, letters) => {
    expect(pronunciations(letters)).toEqual(expect.arrayContaining(pronunciations(initials)));
  });

  test.each(['', 'zbygniew', 'anna zbygniew', '__proto__', 'анна'])(
    'the text %j has no pronunciation',
    name => {
      expect(pronunciations(name)).toEqual([]);
    },
  );
});

describe('the distance of two sounds', () => {
  /** The distance between the nearest sounds of two names. */
  const distanceOf = (a: string, b: string): number =>
    Math.min(...soundsOf(a).flatMap(x => soundsOf(b).map(y => soundDistance(x, y))));

  test.each([
    ['sean', 'shawn', 0],
    ['kathy', 'cathy', 0],
    ['anna', 'hanna', 1],
    ['tim', 'tom', 1],
    ['david', 'davis', 1],
    ['helena', 'elena', 1.5],
    ['paul', 'bill', 1.5],
    ['bet', 'bat', 0.5],
  ])('the names %s and %s are %d phonemes apart, with a half for phonemes that are alike', (a, b, apart) => {
    expect(distanceOf(a, b)).toBe(apart);
  });

  test.each([
    ['pat', 'bat'],
    ['tim', 'dim'],
    ['kate', 'gate'],
    ['fan', 'van'],
    ['sue', 'zoo'],
    ['cherry', 'jerry'],
    ['thigh', 'thy'],
    ['mick', 'nick'],
    ['sin', 'sing'],
    ['lane', 'rain'],
    ['fin', 'thin'],
    ['van', 'than'],
    ['dean', 'din'],
    ['bill', 'bell'],
    ['ben', 'ban'],
    ['bid', 'bud'],
    ['ben', 'bun'],
    ['ban', 'bun'],
    ['don', 'dawn'],
    ['bomb', 'bum'],
    ['luke', 'look'],
    ['look', 'luck'],
    ['joe', 'jaw'],
    ['bud', 'bird'],
  ])('the names %s and %s differ in one phoneme by half', (a, b) => {
    expect(distanceOf(a, b)).toBe(0.5);
  });

  test('names that the dictionary lacks are compared by their letters', () => {
    expect(soundsOf('zbygniew')).toEqual([{ by: 'letters', written: 'zbygniew' }]);
    expect(distanceOf('zbygniew', 'zbygnyew')).toBe(1);
    expect(distanceOf('', 'zbygniew')).toBe(8);
  });

  test('the distance is the same both ways, and 0 from a sound to itself', () => {
    const sound = fc.record({
      by: fc.constant('phonemes' as const),
      written: fc.string({ unit: fc.constantFrom('A', 'B', 'C', 'K', 'N'), maxLength: 8 }),
    });
    fc.assert(
      fc.property(sound, sound, (a, b) => {
        expect(soundDistance(a, b)).toBe(soundDistance(b, a));
        expect(soundDistance(a, a)).toBe(0);
      }),
    );
  });
});
