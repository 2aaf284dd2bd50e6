import { expect, test } from '@jest/globals';
import {
  hasListenedEnough,
  hasStatedLength,
  sumPlayed,
} from '../../../../phone/messages/player/listening.ts';

test.each([
  ['played to the end', { elapsed: 4_000, played: 4_000, ended: true }, true],
  ['played at double speed', { elapsed: 2_000, played: 4_000, ended: true }, true],
  ['played half', { elapsed: 2_000, played: 2_000, ended: false }, true],
  ['played a little less than half', { elapsed: 4_000, played: 1_999, ended: false }, false],
  ['ended before half its time has passed', { elapsed: 1_999, played: 4_000, ended: true }, false],
  ['left lying', { elapsed: 60_000, played: 0, ended: false }, false],
  [
    'played half and cannot be decoded',
    { isKnown: false, elapsed: 4_000, played: 3_999, ended: false },
    false,
  ],
  [
    'played to the end and cannot be decoded',
    { isKnown: false, elapsed: 4_000, played: 4_000, ended: true },
    true,
  ],
])('a recording of four seconds that was %s: %j', (_, listened, enough) => {
  expect(hasListenedEnough({ duration: 4_000, isKnown: true, ...listened })).toBe(enough);
});

test('skipped parts do not count as played', () => {
  expect(
    sumPlayed([
      [0, 1.5],
      [3, 4],
    ]),
  ).toBe(2.5);
});

test.each([
  [4_000, 4_000, true],
  [4_060, 4_000, true],
  [120_000, 112_000, true],
  [4_000, 2, false],
  [4_000, 8_000, false],
  [120_000, 100_000, false],
])('audio of %d ms in a message that says %d ms has the stated length: %p', (decoded, stated, has) => {
  expect(hasStatedLength(decoded, stated)).toBe(has);
});
