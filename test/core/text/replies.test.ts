import { describe, expect, test } from '@jest/globals';
import { languageOf } from '../../../core/household/language.ts';
import { replies } from '../../../core/text/en/replies.ts';
import { textsIn } from '../../../core/text/languages.ts';
import { words, wordsIn } from '../../../core/text/replies.ts';

describe('the replies in English', () => {
  test.each([
    [0, 'Nothing is waiting.'],
    [1, 'One message is waiting for your phone.'],
    [2, '2 messages are waiting for your phone.'],
    [21, '21 messages are waiting for your phone.'],
  ])('count %d waiting messages', (count, said) => {
    expect(words.waiting(count)).toBe(said);
  });

  test('give the reasons as they are, whatever stands in them', () => {
    expect(words.because([])).toBe('There was nothing that spoke either way.');
    expect(words.because(["It's <new>.", '$t(said.held) {{code}}'])).toBe(
      "What weighed most: It's <new>. $t(said.held) {{code}}",
    );
  });

  test('put code and address on the card', () => {
    expect(words.pairingCard('ABCD-EFGH', 'https://house.example/phone/')).toEqual({
      title: 'Pair your phone',
      text: 'Open https://house.example/phone/ on your phone and type the code ABCD-EFGH. It works once, for ten minutes.',
    });
  });
});

test.each(['en-GB', 'en-US', 'de-DE', 'toString', undefined])(
  'the texts for the locale %s are the English ones, as long as English is the only language',
  locale => {
    expect(textsIn({ en: replies }, languageOf(locale))).toBe(replies);
    expect(wordsIn(languageOf(locale))).toBe(replies);
  },
);
