import { expect, test } from '@jest/globals';
import { atLeastFloor, type Friction, isEnoughFriction } from '../../../core/household/friction.ts';

const weakestFirst: Friction[] = ['tap', 'listen', 'choose'];
const pairs = weakestFirst.flatMap((a, i) => weakestFirst.map((b, j) => [a, b, i, j] as const));

test.each(pairs)(
  'a release by %s, where %s is required, is enough only from the same level up',
  (done, required, i, j) => {
    expect(isEnoughFriction(done, required)).toBe(i >= j);
  },
);

test.each(pairs)(
  'a message of the friction %s under the floor %s requires the stronger of both',
  (friction, floor, i, j) => {
    expect(atLeastFloor(friction, { floor })).toBe(weakestFirst[Math.max(i, j)]);
  },
);

test('an unknown friction is never enough', () => {
  for (const required of weakestFirst) expect(isEnoughFriction('nothing' as Friction, required)).toBe(false);
});
