import { describe, expect, test } from '@jest/globals';
import { phrase, Words } from '../../../../core/conversation/understanding/words.ts';

const words = new Words('Um, tell  Anna: it’s at 7 o’clock, T.J. (OK?)… uh');

describe('the words of an utterance', () => {
  test('words are in lower case, with single spaces and plain apostrophes, and without hesitations', () => {
    expect(words.text(0, words.count)).toBe("tell anna it's at 7 o'clock t.j ok");
    expect(words.count).toBe(8);
  });

  test.each(['um', 'ummm', 'uh', 'uhhh', 'uhm', 'er', 'erm', 'hm', 'hmmm'])('"%s" is a hesitation', said => {
    const { count } = new Words(`${said} anna`);
    expect(count).toBe(1);
  });

  test.each(['umbrella', 'summit', 'her', 'uhura', 'hmo', 'perm'])('"%s" is a word', said => {
    expect(new Words(said).text(0, 1)).toBe(said);
  });

  test('an utterance without a word has none', () => {
    const none = new Words(' …?! ');
    expect([none.count, none.text(0, 1), none.said(0, 1), none.sentence(0, 1)]).toEqual([0, '', '', '']);
  });

  test('a part of the words is given as text, as it was said, and with the marks that close it', () => {
    expect(words.text(1, 3)).toBe("anna it's");
    expect(words.said(1, 3)).toBe('Anna: it’s');
    expect(words.sentence(6, 7)).toBe('T.J.');
    expect(new Words('Are you there?! Yes').sentence(0, 3)).toBe('Are you there?!');
  });

  test.each([
    ['that ends before it begins', 3, 1],
    ['of no word', 2, 2],
    ['behind the last word', 8, 9],
  ])('a part %s is empty', (_, from, to) => {
    expect([words.text(from, to), words.said(from, to), words.sentence(from, to)]).toEqual(['', '', '']);
  });

  test('a part that would end behind the last word is given to the last word, and has not been said', () => {
    expect([words.text(7, 9), words.said(7, 9)]).toEqual(['ok', '']);
  });

  test('a comma is before a word only if it stands between it and the one before', () => {
    const named = new Words(', anna, david and kim,');
    expect([0, 1, 2, 3, 4].map(place => named.hasCommaBefore(place))).toEqual([
      false,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a phrase', () => {
  const tellAnna = phrase('tell(?: anna)?');

  test('the place after a phrase is that of the next word', () => {
    expect(words.after(0, tellAnna)).toBe(2);
    expect(words.skip(0, tellAnna)).toBe(2);
  });

  test.each<[string, number, number]>([
    ['stands elsewhere', 1, 8],
    ['goes beyond the end', 0, 1],
    ['begins at the end', 0, 0],
    ['begins behind the last word', 8, 9],
  ])('a phrase that %s is not found, and nothing is skipped', (_, place, end) => {
    expect(words.after(place, tellAnna, end)).toBeUndefined();
    expect(words.skip(place, tellAnna, end)).toBe(place);
  });

  test('a phrase ends where a word ends', () => {
    expect(new Words('teller').after(0, tellAnna)).toBeUndefined();
    expect(new Words('tell annabel').after(0, tellAnna)).toBe(1);
  });
});
