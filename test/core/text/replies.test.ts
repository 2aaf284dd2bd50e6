import { describe, expect, test } from '@jest/globals';
import { languageOf } from '../../../core/household/language.ts';
import en from '../../../core/text/en/replies.json' with { type: 'json' };
import { speaking, words, wordsIn } from '../../../core/text/replies.ts';

const german = languageOf('de-DE');

describe('the replies in English', () => {
  test('are what is written', () => {
    for (const [name, phrase] of Object.entries(en.said))
      expect([name, words[name as keyof typeof en.said]]).toEqual([name, phrase]);
  });

  test.each([
    [0, 'Nothing is waiting.'],
    [1, 'One message is waiting for your phone.'],
    [2, '2 messages are waiting for your phone.'],
    [21, '21 messages are waiting for your phone.'],
  ])('count %d waiting', (count, said) => {
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

describe('the replies in another language', () => {
  const de = {
    said: { held: 'Ich halte es zurück.' },
    waiting_one: 'Eine Nachricht wartet.',
    waiting_other: '{{count}} Nachrichten warten.',
  };
  const wordsOf = speaking({ en, de });

  test('are the ones that are written in it', () => {
    expect(wordsOf(german).held).toBe('Ich halte es zurück.');
    expect(wordsOf(german).waiting(3)).toBe('3 Nachrichten warten.');
  });

  test('are English where they are not written, one by one', () => {
    expect(wordsOf(german).stopped).toBe(words.stopped);
    expect(wordsOf(languageOf('fr-FR')).held).toBe(words.held);
    expect(wordsIn(german)).toBe(words);
    expect(wordsIn(languageOf(undefined))).toBe(words);
  });
});
