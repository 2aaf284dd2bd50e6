import { describe, expect, test } from '@jest/globals';
import type { HouseholdId } from '../../../core/household/ids.ts';
import type { Sha256 } from '../../../core/household/bytes/sha256.ts';
import { buildPairingLink, parsePairingLink, guessPhoneName } from '../../../phone/pairing/pairing-link.ts';
import { isPairingCode } from '../../../phone/pairing/typed-codes.ts';

describe('a pairing link', () => {
  test('a pairing link carries the code and the household behind its #', () => {
    expect(parsePairingLink('#code=ABCD-EFGH&household=home_1-x')).toEqual({
      code: 'ABCD-EFGH',
      household: 'home_1-x',
    });
  });

  test('a pairing link from a paired phone carries the first link that this phone pinned', () => {
    const said = {
      code: 'ABCD-EFGH',
      household: 'home_1-x' as HouseholdId,
      firstLink: 'x-_4'.repeat(10) as Sha256,
    };
    const link = new URL(buildPairingLink('https://home.example', said));
    expect(link.origin + link.pathname + link.search).toBe('https://home.example/phone/');
    expect(parsePairingLink(link.hash)).toEqual(said);
  });

  test('a pairing link with an empty first link does not parse as one without a first link', () => {
    expect(parsePairingLink('#code=ABCD-EFGH&household=home&firstLink=')).toHaveProperty('firstLink', '');
  });

  test.each(['', '#', '#history', '#code=ABCD-EFGH', '#household=home'])(
    'the fragment %j is not a pairing link',
    fragment => {
      expect(parsePairingLink(fragment)).toBeUndefined();
    },
  );
});

test.each([
  ['ABCD-EFGH', true],
  ['abcd efgh', true],
  ['0O1I-LABC', true],
  ['ABCD-EFG', false],
  ['ABCD-EFGHJ', false],
  ['ABCD-EFGU', false],
  ['', false],
])('the text %j can be a pairing code: %s', (typed, fits) => {
  expect(isPairingCode(typed)).toBe(fits);
});

test('the suggested name of a phone comes from its user agent', () => {
  expect(guessPhoneName('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)')).toBe('iPhone');
  expect(guessPhoneName('Mozilla/5.0 (Linux; Android 16)')).toBe('Android phone');
  expect(guessPhoneName('Mozilla/5.0 (X11; Linux x86_64)')).toBe('This computer');
});
