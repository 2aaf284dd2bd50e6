import { describe, expect, test } from '@jest/globals';
import type { HouseholdId } from '../../../core/household/ids.ts';
import type { Sha256 } from '../../../core/household/sha256.ts';
import { buildPairingLink, parsePairingLink, guessPhoneName } from '../../../phone/pairing/pairing-link.ts';
import { isPairingCode } from '../../../phone/pairing/typed-codes.ts';

describe('a pairing link', () => {
  test('carries code and household behind its #', () => {
    expect(parsePairingLink('#code=ABCD-EFGH&household=home_1-x')).toEqual({
      code: 'ABCD-EFGH',
      household: 'home_1-x',
    });
  });

  test('from a paired phone carries the first link it pinned, and reads back as it was made', () => {
    const said = {
      code: 'ABCD-EFGH',
      household: 'home_1-x' as HouseholdId,
      firstLink: 'x-_4'.repeat(10) as Sha256,
    };
    const link = new URL(buildPairingLink('https://house.example', said));
    expect(link.origin + link.pathname + link.search).toBe('https://house.example/phone/');
    expect(parsePairingLink(link.hash)).toEqual(said);
  });

  test('whose first link was lost on the way does not read as one without', () => {
    expect(parsePairingLink('#code=ABCD-EFGH&household=home&firstLink=')).toHaveProperty('firstLink', '');
  });

  test.each(['', '#', '#history', '#code=ABCD-EFGH', '#household=home'])('is not %j', fragment => {
    expect(parsePairingLink(fragment)).toBeUndefined();
  });
});

test.each([
  ['ABCD-EFGH', true],
  ['abcd efgh', true],
  ['0O1I-LABC', true],
  ['ABCD-EFG', false],
  ['ABCD-EFGHJ', false],
  ['ABCD-EFGU', false],
  ['', false],
])('%j typed as a pairing code: %s', (typed, fits) => {
  expect(isPairingCode(typed)).toBe(fits);
});

test('a phone is first called what it is', () => {
  expect(guessPhoneName('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)')).toBe('iPhone');
  expect(guessPhoneName('Mozilla/5.0 (Linux; Android 16)')).toBe('Android phone');
  expect(guessPhoneName('Mozilla/5.0 (X11; Linux x86_64)')).toBe('This computer');
});
