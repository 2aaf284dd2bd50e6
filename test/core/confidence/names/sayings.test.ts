import { describe, expect, test } from '@jest/globals';
import { sayingsOf, sayingsOfHeard } from '../../../../core/confidence/names/sayings.ts';

describe('how a saved name may be said', () => {
  test.each<[string, string[], string[], string[]]>([
    ['Anna', ['anna'], [], []],
    ['Anna Maria Berg', ['anna maria berg'], ['anna', 'anna maria'], []],
    ['Mary Ann Lee Brown Green', ['mary ann lee brown green'], ['mary', 'mary ann', 'mary ann lee'], []],
    ['Müller, Hans', ['muller hans', 'hans muller'], ['muller', 'hans'], []],
    ['Smith, Jr.', ['smith junior'], ['smith'], []],
    ['Smith, Senior', ['smith senior'], ['smith'], []],
    ['Smith, MD', ['smith md'], ['smith'], []],
    ['Smith, John, 3', ['smith john three'], ['smith', 'smith john'], []],
    ['Smith,', ['smith'], [], []],
    ['Dr. Smith', ['doctor smith'], ['doctor'], ['smith']],
    ['Mr. Smith', ['mister smith'], [], ['smith']],
    ['Dr. J', ['doctor j'], ['doctor'], []],
    ['The Millers', ['the millers'], [], ['millers']],
    ['The', ['the'], [], []],
    ['Aunt Mary', ['aunt mary'], ['aunt'], ['mary']],
    ['Anna & Ben', ['anna and ben'], [], ['anna', 'ben']],
    ['Anna & I', ['anna and i'], [], ['anna']],
    ['T. J. Hooker', ['t j hooker'], ['t j'], ['j hooker', 'hooker']],
    ['4ever', ['four ever', 'forever'], [], []],
    ['Gr8 Dane', ['gr eight dane', 'grate dane'], ['gr', 'gr eight', 'grate'], []],
    ['Unit 4', ['unit four'], ['unit'], []],
    ['😀', [], [], []],
  ])(
    'the saved name %s may be said as %j, as its beginning %j, and as its rest %j',
    (name, whole, beginnings, rests) => {
      expect(sayingsOf(name)).toEqual({ whole, beginnings, rests });
    },
  );
});

describe('what a heard name may mean', () => {
  test.each([
    ['to my mum', ['to my mum', 'mum']],
    ['my linh', ['my linh', 'linh']],
    ["anna's", ["anna's", 'anna']],
    ["'s", ["'s"]],
    ['', []],
  ])('the heard name %j may mean %j', (heard, sayings) => {
    expect(sayingsOfHeard(heard)).toEqual(sayings);
  });
});
