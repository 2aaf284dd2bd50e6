import { expect, test } from '@jest/globals';
import { toSpeakable } from '../../../adapters/flite/speakable.ts';

test.each([
  ['dinner is at seven', 'dinner is at seven'],
  ['It’s “Café Müller” – really…', 'It\'s "Cafe Muller", really...'],
  ['Łukasz & Søren owe 5 €', 'Lukasz and Soren owe 5 euros'],
  ['see you 😀 soon', 'see you soon'],
  ['first\nsecond\tthird', 'first second third'],
])('%j becomes speakable as %j', (words, said) => {
  expect(toSpeakable(words)).toBe(said);
});

test.each(['', ' ', '😀', 'привет', '?!'])('%j has nothing speakable', words => {
  expect(toSpeakable(words)).toBeUndefined();
});
