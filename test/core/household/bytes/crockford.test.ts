import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { canonicalCrockford, toCrockford } from '../../../../core/household/bytes/crockford.ts';

describe('base32 in Crockford’s letters', () => {
  test.each([
    [[], ''],
    [[0], '00'],
    [[255], 'ZW'],
    [[0x01, 0x23, 0x45, 0x67, 0x89], '04HMASW9'],
    [[255, 255, 255, 255, 255], 'ZZZZZZZZ'],
  ])('the bytes %j are %j in base32', (bytes, text) => {
    expect(toCrockford(Uint8Array.from(bytes))).toBe(text);
  });

  test('codes of five bytes differ and sort as their bytes do', () => {
    const five = fc.uint8Array({ minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(five, five, (a, b) => {
        const [first, second] = [toCrockford(a), toCrockford(b)];
        expect(first < second ? -1 : first > second ? 1 : 0).toBe(Math.sign(Buffer.compare(a, b)));
      }),
    );
  });

  test('a typed code may have small letters, separators, and letters that look like digits', () => {
    expect(canonicalCrockford(' o1il-AbCd\t')).toBe('0111ABCD');
  });
});
