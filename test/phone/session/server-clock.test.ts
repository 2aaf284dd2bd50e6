import { expect, test } from '@jest/globals';
import { createServerClock } from '../../../phone/session/server-clock.ts';

test('an answer that took longer on its way does not set the server’s time back', () => {
  let local = 1_000_000;
  const clock = createServerClock(() => local);
  clock.synchronize(1_000_400);
  local += 2_000;
  clock.synchronize(1_001_900);
  expect(clock.now()).toBe(1_002_400);
});

test.each([-3_600_000, 3_600_000])('a clock that was set by %d ms is followed', change => {
  let local = 10_000_000;
  const clock = createServerClock(() => local);
  clock.synchronize(10_000_400);
  local += 2_000;
  clock.synchronize(10_002_400 + change);
  expect(clock.now()).toBe(10_002_400 + change);
});
