import { describe, expect, test } from '@jest/globals';
import { type Friction, meets, stronger } from '../../../core/household/friction.ts';

const order: Friction[] = ['tap', 'listen', 'choose'];
const pairs = order.flatMap((a, i) => order.map((b, j) => [a, b, i, j] as const));

describe('friction, from a tap over listening to choosing', () => {
  test.each(pairs)('%s done where %s is asked', (done, asked, i, j) => {
    expect(meets(done, asked)).toBe(i >= j);
  });

  test.each(pairs)('the stronger of %s and %s', (a, b, i, j) => {
    expect(stronger(a, b)).toBe(order[Math.max(i, j)]);
  });

  test('a friction nobody knows meets none', () => {
    for (const asked of order) expect(meets('nothing' as Friction, asked)).toBe(false);
  });
});
