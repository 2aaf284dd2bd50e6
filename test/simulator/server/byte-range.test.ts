import { expect, test } from '@jest/globals';
import { byteRange } from '../../../simulator/server/byte-range.ts';

test.each<[string | undefined, { from: number; to: number } | undefined]>([
  ['bytes=0-', { from: 0, to: 9 }],
  ['bytes=2-5', { from: 2, to: 5 }],
  ['bytes=8-99', { from: 8, to: 9 }],
  ['bytes=-3', { from: 7, to: 9 }],
  ['bytes=-99', { from: 0, to: 9 }],
  ['bytes=10-', undefined],
  ['bytes=5-2', undefined],
  ['bytes=-', undefined],
  ['bytes=0-1,4-5', undefined],
  [undefined, undefined],
])('the range %s of ten bytes is %j', (header, range) => {
  expect(byteRange(header, 10)).toEqual(range);
});
