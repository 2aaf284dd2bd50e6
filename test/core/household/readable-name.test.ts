import { describe, expect, test } from '@jest/globals';
import { findReadingProblem } from '../../../core/household/readable-name.ts';

describe('A name that somebody gives', () => {
  test.each([
    ['a right-to-left override', '\u202eanna'],
    ['a direction isolate', 'Dwa\u2067yne'],
    ['a control', 'Anna\u0007'],
    ['a line separator', 'Anna\u2028Ben'],
    ['half a character', 'Anna\ud800'],
    ['a character for private use', 'Anna\ue000'],
    ['a character that is not assigned', 'Anna\u0378'],
    ['a byte order mark', 'An\ufeffna'],
    ['a space of no width', 'An\u200bna'],
    ['a joiner between Latin letters', 'An\u200dna'],
    ['a soft hyphen', 'Anna\u00ad'],
    ['a Hangul filler', 'Anna\u3164'],
    ['a tag that belongs to no flag', 'Anna\u{e0041}'],
    ['a pile of marks on one letter', 'Anna\u0300\u0301\u0302\u0303\u0304\u0305'],
    ['spaces only', '\u00a0 \u3000'],
    ['an empty Braille pattern only', '\u2800'],
    ['marks without a letter only', '\u0301'],
  ])('a name with %s hides characters', (_, name) => {
    expect(findReadingProblem(name)).toBe('name-hides-characters');
  });

  test.each([
    ['Cyrillic and Latin letters', '\u0410nna'],
    ['Greek and Latin letters', '\u0391nna'],
    ['Cherokee and Latin letters', '\u13aanna'],
    ['letters of an unlisted and a listed script', '\u2c80nna'],
    ['Cyrillic after an apostrophe, and Latin letters', 'O’\u0412rien'],
    ['full-width Latin and Cyrillic letters', '\uff21\u043dna'],
    ['mathematical Latin and Cyrillic letters', '\u{1d400}\u043dna'],
    ['Greek and Cyrillic letters', '\u03b1\u043d\u043d\u0430'],
    ['one word of two scripts among others', 'Anna B\u0435rg'],
  ])('a word with %s mixes scripts', (_, name) => {
    expect(findReadingProblem(name)).toBe('name-mixes-scripts');
  });

  test.each([
    'José',
    'e\u0301',
    'O’Brien',
    'ʻOkina',
    'Anna\u00a0Berg',
    'Echo 2',
    'Unit Ⅳ',
    'Anna & Ben',
    'ﬁona',
    'Анна',
    'Anna-Мария',
    'Σοφία',
    '李娜',
    'Tシャツ',
    '日本ー',
    '한국',
    'राम',
    'צְה',
    'ก็',
    'ᏣᎳᎩ',
    'می\u200cخواهم',
    'क्\u200dष',

    'Dad 👨‍👩‍👧',
    '❤️',
    '☎\ufe0e',
    '👍🏽',
    '🇬🇧',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    '1️⃣',
    '…',
    '?!',
  ])('the name %s reads as it looks', name => {
    expect(findReadingProblem(name)).toBeUndefined();
  });
});
