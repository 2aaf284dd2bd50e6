import { expect, test } from '@jest/globals';
import { sameAddresses } from '../../../core/approval/statement.ts';
import { addressDigest } from '../../../core/household/contact.ts';

const anna = addressDigest({ channel: 'email', address: 'anna@example.org' });
const tom = addressDigest({ channel: 'email', address: 'tom@example.org' });

test('two lists with the same addresses are the same in any order', () => {
  expect(sameAddresses([anna, tom], [tom, anna])).toBe(true);
});

test.each([
  ['one address less', [anna], [anna, tom]],
  ['one address twice', [anna, anna], [anna, tom]],
  ['another address', [anna], [tom]],
  ['no address', [], [anna]],
])('two lists of addresses that differ by %s are not the same', (_, a, b) => {
  expect(sameAddresses(a, b)).toBe(false);
  expect(sameAddresses(b, a)).toBe(false);
});
