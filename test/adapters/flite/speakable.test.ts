import { expect, test } from '@jest/globals';
import { toSpeakable } from '../../../adapters/flite/speakable.ts';
import { languageOf } from '../../../core/household/language.ts';

test.each([
  ['dinner is at seven', 'dinner is at seven'],
  ['It’s “Café Müller” – really…', 'It\'s "Cafe Muller", really...'],
  ['Łukasz & Søren owe 5 €', 'Lukasz and Soren owe 5 euros'],
  ['−5° and ½ cup, 3×4 is not 10²', 'minus 5 degrees and one half cup, 3 times 4 is not 10 squared'],
  ['see you 😀 soon', 'see you soon'],
  ['first\nsecond\tthird', 'first second third'],
])('the text %j becomes speakable as %j', (words, said) => {
  expect(toSpeakable(words, languageOf('en-US'))).toBe(said);
});

test.each(['', ' ', '😀', 'привет', '?!'])('the text %j has nothing speakable', words => {
  expect(toSpeakable(words, languageOf('en-US'))).toBeUndefined();
});
