import { describe, expect, test } from '@jest/globals';
import { model } from '../../lambda/confidence/model.ts';

describe('the committed model', () => {
  test('has a lower bound below its prior and an upper one above', () => {
    expect(model.bounds.stop).toBeLessThan(model.prior);
    expect(model.bounds.sure).toBeGreaterThan(model.prior);
  });

  test('has a friction for every confidence, from the surest row down', () => {
    const froms = model.friction.map(({ from }) => from);
    expect(froms.at(-1)).toBeNull();
    const numbers = froms.slice(0, -1) as number[];
    expect(numbers.every(from => typeof from === 'number')).toBe(true);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  });

  test('asks for more, never less, where the confidence is lower', () => {
    const strength = model.friction.map(({ ask }) => ['tap', 'listen', 'choose'].indexOf(ask));
    expect(strength).toEqual(strength.toSorted((a, b) => a - b));
  });

  test('weighs a clear name above a near one, and any above none', () => {
    const { exact, near, none } = model.evidence.recipient;
    expect(exact).toBeGreaterThan(near);
    expect(near).toBeGreaterThan(none);
    const again = model.evidence['name-again'];
    expect(again.same).toBeGreaterThan(again['same-near']);
    expect(again['same-near']).toBeGreaterThan(again.other);
  });

  test('lets no single observation decide by itself that it was meant', () => {
    for (const weights of Object.values(model.evidence))
      for (const weight of Object.values(weights))
        expect(model.prior + Math.min(model.clip, weight)).toBeLessThan(model.bounds.sure);
  });
});
