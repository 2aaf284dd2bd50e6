import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { joinParts, splitParts } from '../../../../core/household/bytes/byte-parts.ts';
import { sha256, sha256OfParts } from '../../../../core/household/bytes/sha256.ts';

const someParts = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 5 });

describe('joined parts', () => {
  test('each joined part follows its length as eight bytes, big-endian', () => {
    expect([...joinParts('ü', '')]).toEqual([0, 0, 0, 0, 0, 0, 0, 2, 0xc3, 0xbc, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('the digest of joined parts is the digest of the list of parts', () => {
    fc.assert(
      fc.property(someParts, parts => {
        expect(sha256(joinParts(...parts))).toBe(sha256OfParts(...parts));
      }),
    );
  });

  test('splitting joined parts gives the same parts', () => {
    fc.assert(
      fc.property(someParts, parts => {
        expect(splitParts(joinParts(...parts))).toEqual(parts);
      }),
    );
  });

  test('joined parts are split without a copy, at any offset in their buffer', () => {
    const within = Uint8Array.from([9, 9, 9, ...joinParts('ab', 'c'), 9]).subarray(3, -1);
    const parts = splitParts(within) ?? [];
    expect(parts.map(part => new TextDecoder().decode(part))).toEqual(['ab', 'c']);
    expect(parts.every(({ buffer }) => buffer === within.buffer)).toBe(true);
  });
});

describe('malformed parts', () => {
  test.each<[string, number[]]>([
    ['a length cut short', [0, 0, 0, 0, 0, 0, 0]],
    ['a part cut short', [0, 0, 0, 0, 0, 0, 0, 2, 7]],
    ['a length beyond all bytes', [255, 255, 255, 255, 255, 255, 255, 255, 7]],
    ['a length beyond what a number can hold', [0, 32, 0, 0, 0, 0, 0, 1, 7]],
    ['a byte behind the last', [...joinParts('ab'), 0]],
  ])('splitting %s gives undefined', (_, bytes) => {
    expect(splitParts(Uint8Array.from(bytes))).toBeUndefined();
  });
});
