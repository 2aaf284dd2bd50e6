import { expect, test } from '@jest/globals';
import { sumPlayed, hasListenedEnough } from '../../../phone/messages/player/listening.ts';

test.each([
  ['played to the end', { elapsed: 4_000, played: 4_000, ended: true }, true],
  ['played at double speed', { elapsed: 2_000, played: 4_000, ended: true }, true],
  ['played half', { elapsed: 2_000, played: 2_000, ended: false }, true],
  ['played a little less than half', { elapsed: 4_000, played: 1_999, ended: false }, false],
  ['ended before half its time has passed', { elapsed: 1_999, played: 4_000, ended: true }, false],
  ['left lying', { elapsed: 60_000, played: 0, ended: false }, false],
])('a recording of four seconds that was %s: %j', (_, listened, enough) => {
  expect(hasListenedEnough({ duration: 4_000, ...listened })).toBe(enough);
});

test('skipped parts do not count as played', () => {
  expect(
    sumPlayed([
      [0, 1.5],
      [3, 4],
    ]),
  ).toBe(2.5);
});
