import { expect, test } from '@jest/globals';
import { sameAddresses } from '../../../core/approval/statement.ts';
import { addressDigest } from '../../../core/household/contact.ts';

const anna = addressDigest({ channel: 'email', address: 'anna@example.org' });
const tom = addressDigest({ channel: 'email', address: 'tom@example.org' });

test('two lists name the same addresses in whatever order', () => {
  expect(sameAddresses([anna, tom], [tom, anna])).toBe(true);
});

test.each([
  ['one less', [anna], [anna, tom]],
  ['one twice', [anna, anna], [anna, tom]],
  ['another', [anna], [tom]],
  ['none', [], [anna]],
])('two lists differ by %s', (_, a, b) => {
  expect(sameAddresses(a, b)).toBe(false);
  expect(sameAddresses(b, a)).toBe(false);
});
