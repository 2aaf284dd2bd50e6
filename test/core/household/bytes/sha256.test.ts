import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { sha256, sha256OfParts } from '../../../../core/household/bytes/sha256.ts';

describe('a digest', () => {
  test('a digest is SHA-256 in base64url without padding (the vector "abc" of FIPS 180-4)', () => {
    expect(sha256('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });

  test('a digest of any bytes is the one that OpenSSL gives', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('base64url'));
      }),
    );
  });
});

describe('a digest of several parts', () => {
  test('the digest of parts depends on where one part ends and the next begins', () => {
    expect(sha256OfParts('ab', 'c')).not.toBe(sha256OfParts('a', 'bc'));
    expect(sha256OfParts('abc')).not.toBe(sha256OfParts('abc', ''));
    expect(sha256OfParts('abc')).not.toBe(sha256('abc'));
  });

  test('different lists of parts have different digests', () => {
    const lists = fc.array(fc.string({ maxLength: 3 }), { maxLength: 4 });
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        expect(sha256OfParts(...a) === sha256OfParts(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  test('the digest of a text is the digest of its UTF-8 bytes', () => {
    expect(sha256OfParts('ü')).toBe(sha256OfParts(Uint8Array.of(0xc3, 0xbc)));
  });
});
