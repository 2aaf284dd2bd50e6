import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { fitLogistic, logLoss, logOddsOfRow, type Row } from '../../../bench/fit/logistic.ts';

const rows = (...counts: [features: number[], label: 0 | 1, weight: number][]): Row[] =>
  counts.map(([features, label, weight]) => ({ features, label, weight }));
const barely = { penalty: 1e-9 };

describe('logistic regression against known values', () => {
  test('one feature gives the log-odds of its counts', () => {
    const [weight] = fitLogistic(rows([[0], 1, 3], [[0], 0, 1]), 1, barely);
    expect(weight).toBeCloseTo(Math.log(3), 5);
  });

  test('a two by two table gives its log odds ratio', () => {
    // Feature 0 is the intercept; feature 1 the exposure: 12 of 17 with it, 5 of 15 without.
    const [intercept, exposure] = fitLogistic(
      rows([[0], 1, 5], [[0], 0, 10], [[0, 1], 1, 12], [[0, 1], 0, 5]),
      2,
      barely,
    );
    expect(intercept).toBeCloseTo(Math.log(5 / 10), 4);
    expect(exposure).toBeCloseTo(Math.log(12 / 5 / (5 / 10)), 4);
  });

  test('the penalised weight solves its equation: penalty · w = 3 − 4 · p(w)', () => {
    const [weight = 0] = fitLogistic(rows([[0], 1, 3], [[0], 0, 1]), 1, { penalty: 1 });
    expect(weight).toBeCloseTo(3 - 4 / (1 + Math.exp(-weight)), 5);
  });

  test('a feature named twice counts twice', () => {
    const [weight] = fitLogistic(rows([[0, 0], 1, 3], [[0, 0], 0, 1]), 1, barely);
    expect(weight).toBeCloseTo(Math.log(3) / 2, 5);
  });

  test('a given part of the log-odds is not fitted again', () => {
    const given = rows([[0], 1, 3], [[0], 0, 1]).map(row => ({ ...row, offset: Math.log(3) }));
    expect(fitLogistic(given, 1, barely)[0]).toBeCloseTo(0, 5);
  });

  test('weights stay within their bounds if the data are separable', () => {
    const separable = rows([[0], 1, 1], [[1], 0, 1]);
    const within = [
      { least: -2, most: 2 },
      { least: -3, most: 3 },
    ];
    expect([...fitLogistic(separable, 2, { ...barely, within })]).toEqual([2, -3]);
  });
});

describe('logistic regression on any data', () => {
  const row = fc.record({
    features: fc.uniqueArray(fc.nat(3), { maxLength: 3 }),
    label: fc.constantFrom(0 as const, 1 as const),
    weight: fc.double({ min: 0.1, max: 5, noNaN: true }),
    offset: fc.double({ min: -2, max: 2, noNaN: true }),
  });

  test('no small step from the fitted weights lowers the loss', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), all => {
        const loss = (weights: Float64Array) =>
          all.reduce((sum, one) => sum + one.weight * logLoss(logOddsOfRow(one, weights), one.label), 0) +
          weights.reduce((sum, weight) => sum + 0.25 * weight * weight, 0);
        const best = fitLogistic(all, 4, { penalty: 0.5 });
        for (let feature = 0; feature < 4; feature += 1)
          for (const step of [-0.01, 0.01]) {
            const moved = best.slice();
            moved[feature] = (moved[feature] as number) + step;
            expect(loss(moved)).toBeGreaterThan(loss(best) - 1e-9);
          }
      }),
      { numRuns: 50 },
    );
  });

  test('the log loss is finite for a certain and wrong prediction', () => {
    expect(logLoss(1_000, 0)).toBe(1_000);
    expect(logLoss(-1_000, 1)).toBe(1_000);
    expect(logLoss(0, 1)).toBeCloseTo(Math.LN2);
  });
});
