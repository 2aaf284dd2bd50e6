import { expect, test } from '@jest/globals';
import { networkOf } from '../../../adapters/network/network-of.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:203.0.113.7', '203.0.113.7'],
  ['2001:db8::7', '2001:db8:0:0::/64'],
  ['2001:0DB8:0:0:ffff::1', '2001:db8:0:0::/64'],
  ['2001:db8:0:1::7', '2001:db8:0:1::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['1::', '1:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each([
  '',
  'unknown',
  '203.0.113',
  '203.0.113.7:443',
  '[2001:db8::7]',
  '2001:db8',
  'a'.repeat(9_000),
  ':::',
])('a text that is no address has no network: %.20s', text => {
  expect(networkOf(text)).toBeUndefined();
});
