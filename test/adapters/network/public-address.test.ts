import type { LookupFunction } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { isPublicAddress, publicLookup } from '../../../adapters/network/public-address.ts';

describe('isPublicAddress', () => {
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:0:7f00:1',
    '::127.0.0.1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    'localhost',
    '',
  ])('the address %p is not public', address => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('the address %p is public', address => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('publicLookup', () => {
  const looked = (addresses: string[], all: boolean) =>
    new Promise(resolve => {
      const resolver: LookupFunction = (_, __, done) =>
        done(
          null,
          addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
        );
      publicLookup(resolver)('a.example', { all }, (error, found, family) =>
        resolve(error ? error.code : [found, family]),
      );
    });

  test('a name with a public and a private address is refused', async () => {
    expect(await looked(['8.8.8.8', '10.0.0.1'], true)).toBe('ENOTPUBLIC');
    expect(await looked(['8.8.8.8', '::1'], false)).toBe('ENOTPUBLIC');
    expect(await looked([], true)).toBe('ENOTPUBLIC');
  });

  test('a name whose addresses are all public gives one or all of them, as asked', async () => {
    expect(await looked(['8.8.8.8', '2606:4700::1111'], false)).toEqual(['8.8.8.8', 4]);
    expect(await looked(['8.8.8.8'], true)).toEqual([[{ address: '8.8.8.8', family: 4 }], undefined]);
  });
});
