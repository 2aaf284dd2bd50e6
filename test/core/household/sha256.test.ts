import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { sha256, sha256OfParts } from '../../../core/household/sha256.ts';

describe('a digest', () => {
  test('is SHA-256 in base64url without padding (the vector "abc" of FIPS 180-4)', () => {
    expect(sha256('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });

  test('agrees with OpenSSL on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('base64url'));
      }),
    );
  });
});

describe('a digest of several parts', () => {
  test('tells where one part ends and the next begins', () => {
    expect(sha256OfParts('ab', 'c')).not.toBe(sha256OfParts('a', 'bc'));
    expect(sha256OfParts('abc')).not.toBe(sha256OfParts('abc', ''));
    expect(sha256OfParts('abc')).not.toBe(sha256('abc'));
  });

  test('differs for any two different lists', () => {
    const lists = fc.array(fc.string({ maxLength: 3 }), { maxLength: 4 });
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        expect(sha256OfParts(...a) === sha256OfParts(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  test('takes text as its UTF-8', () => {
    expect(sha256OfParts('ü')).toBe(sha256OfParts(Uint8Array.of(0xc3, 0xbc)));
  });
});
