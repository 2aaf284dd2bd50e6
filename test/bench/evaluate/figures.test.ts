import { describe, expect, test } from '@jest/globals';
import {
  calibrationOf,
  clusteredRate,
  type Judged,
  reliability,
  rocPoints,
  wilson,
} from '../../../bench/evaluate/figures.ts';

const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
const judged = (label: 0 | 1, probability: number, count: number): Judged[] =>
  times(count, { label, logOdds: Math.log(probability / (1 - probability)) });

describe('a rate with its interval', () => {
  test("the interval of independent rows is Wilson's", () => {
    // 5 of 100, from Newcombe (1998).
    const { low, high } = wilson(0.05, 100);
    expect(low).toBeCloseTo(0.0215, 4);
    expect(high).toBeCloseTo(0.1118, 4);
  });

  test('a rate of zero has an interval with an upper end', () => {
    const none = clusteredRate(
      times(1_000, 'row'),
      () => false,
      () => 'one',
    );
    expect(none.rate).toBe(0);
    expect(none.high).toBeGreaterThan(0.002);
    expect(none.high).toBeLessThan(0.005);
  });

  test('the interval is wider if the hits are in one cluster', () => {
    const rows = Array.from({ length: 100 }, (_, index) => ({ cluster: Math.floor(index / 10), index }));
    const together = clusteredRate(
      rows,
      row => row.cluster === 3,
      row => `${row.cluster}`,
    );
    const apart = clusteredRate(
      rows,
      row => row.index % 10 === 3,
      row => `${row.cluster}`,
    );
    expect(together.rate).toBe(apart.rate);
    expect(together.high - together.low).toBeGreaterThan(2 * (apart.high - apart.low));
  });
});

describe('calibration', () => {
  test('the calibration error is zero if the stated probabilities come true', () => {
    const perfect = [...judged(1, 0.2, 20), ...judged(0, 0.2, 80)];
    // 20 to 80 is one to four, which is then the mixture that the figures are for.
    const prior = Math.log(1 / 4);
    const { ece, brier } = calibrationOf(perfect, prior, 4);
    expect(ece).toBeCloseTo(0, 10);
    expect(brier).toBeCloseTo(0.16, 10);
  });

  test('the calibration error counts how far off the stated probabilities are, and how often', () => {
    const off = [...judged(1, 0.9, 50), ...judged(0, 0.9, 50)];
    const { ece, logLoss } = calibrationOf(off, 0, 1);
    expect(ece).toBeCloseTo(0.4, 10);
    expect(logLoss).toBeCloseTo(-(Math.log(0.9) + Math.log(0.1)) / 2, 10);
  });

  test('stated probabilities are moved to the mixture', () => {
    const [bin] = reliability([...judged(1, 0.5, 1), ...judged(0, 0.5, 1)], 0, 9);
    expect(bin?.stated).toBeCloseTo(0.1, 10);
    expect(bin?.meant).toBeCloseTo(0.1, 10);
  });
});

test('the ROC counts accidents and genuine requests at or above each threshold', () => {
  const points = rocPoints([
    { logOdds: 2, label: 1 },
    { logOdds: 1, label: 0 },
    { logOdds: 1, label: 1 },
    { logOdds: 0, label: 0 },
  ]);
  expect(points).toEqual([
    [0, 0.5],
    [0.5, 1],
    [1, 1],
  ]);
});
