import { describe, expect, test } from '@jest/globals';
import { isPairingCode, pairingLinkOf, phoneNameFrom } from '../../phone/pairing-link.ts';

describe('a pairing link', () => {
  test('carries code and household behind its #', () => {
    expect(pairingLinkOf('#code=ABCD-EFGH&household=home_1-x')).toEqual({
      code: 'ABCD-EFGH',
      household: 'home_1-x',
    });
  });

  test.each(['', '#', '#history', '#code=ABCD-EFGH', '#household=home'])('is not %j', fragment => {
    expect(pairingLinkOf(fragment)).toBeUndefined();
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
  expect(phoneNameFrom('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)')).toBe('iPhone');
  expect(phoneNameFrom('Mozilla/5.0 (Linux; Android 16)')).toBe('Android phone');
  expect(phoneNameFrom('Mozilla/5.0 (X11; Linux x86_64)')).toBe('This computer');
});
