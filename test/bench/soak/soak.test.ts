import { describe, expect, test } from '@jest/globals';
import { judgeFlatness, type Reading } from '../../../bench/soak/flatness.ts';
import { judge, runSoak } from '../../../bench/soak/run-soak.ts';
import { randomOf } from '../../../bench/speech/random.ts';

const TOLERANCE = { share: 0.05, amount: 0 };
/** An hour of readings, one a minute. */
const readings = (valueAt: (minute: number) => number): Reading[] =>
  Array.from({ length: 60 }, (_, minute) => ({ at: minute * 60, value: valueAt(minute) }));
const isFlat = (valueAt: (minute: number) => number) => judgeFlatness(readings(valueAt), TOLERANCE).flat;

describe('a figure over time', () => {
  test('the same value is flat', () => {
    expect(
      judgeFlatness(
        readings(() => 100),
        TOLERANCE,
      ),
    ).toEqual({ level: 100, growth: 0, allowed: 5, flat: true });
  });

  test('a leak that is larger than the tolerance is noticed, and a smaller one is not', () => {
    // The second half spans 29 minutes.
    expect(isFlat(minute => 100 + minute * 0.3)).toBe(false);
    expect(isFlat(minute => 100 + minute * 0.1)).toBe(true);
  });

  test('a leak is noticed through noise that is larger than it', () => {
    const random = randomOf('noise');
    expect(isFlat(minute => 100 + minute * 0.6 + 20 * random())).toBe(false);
    expect(isFlat(() => 100 + 20 * random())).toBe(true);
  });

  test('a heap that grows only at first is flat', () => {
    expect(isFlat(minute => 200 - 100 * Math.exp(-minute / 5))).toBe(true);
  });

  test('a saw whose teeth do not grow is flat, and one whose teeth grow is not', () => {
    expect(isFlat(minute => 100 + 5 * (minute % 5))).toBe(true);
    expect(isFlat(minute => 100 + 5 * (minute % 5) + minute)).toBe(false);
  });

  test('a few peaks do not make a trend', () => {
    expect(isFlat(minute => (minute === 40 || minute === 58 ? 500 : 100))).toBe(true);
  });

  test('a figure that falls is flat', () => {
    expect(isFlat(minute => 100 - minute)).toBe(true);
  });

  test('a small figure may grow by an amount instead of a share', () => {
    const growing = readings(minute => 10 + Math.floor(minute / 3) / 4);
    expect(judgeFlatness(growing, { share: 0.05, amount: 3 }).flat).toBe(true);
    expect(judgeFlatness(growing, TOLERANCE).flat).toBe(false);
  });

  test('too few readings are refused', () => {
    expect(() => judgeFlatness([{ at: 0, value: 1 }], TOLERANCE)).toThrow(RangeError);
  });
});

describe('a soak', () => {
  test('each figure is judged by itself', () => {
    const samples = Array.from({ length: 40 }, (_, index) => ({
      at: index * 10,
      memory: 150,
      handles: 40 + index,
      files: 500,
      cpu: 10,
      p99: 90 + index * 20,
      load: 0.5,
    }));
    const { verdicts } = judge(samples);
    expect(Object.entries(verdicts).flatMap(([name, { flat }]) => (flat ? [] : [name]))).toEqual([
      'handles',
      'p99',
    ]);
  });

  test('longer times on a busy machine do not fail a soak', () => {
    const samples = Array.from({ length: 40 }, (_, index) => {
      const same = { memory: 150, handles: 40, files: 500, cpu: 10, load: 64 };
      return { at: index * 10, ...same, p99: 90 + index * 10 };
    });
    const { verdicts, wasBusy } = judge(samples);
    expect({ flat: verdicts.p99.flat, wasBusy }).toEqual({ flat: true, wasBusy: true });
  });

  test('a few seconds run, count their messages, and lose none', async () => {
    const { messages, skipped, broken, samples } = await runSoak({
      duration: 3,
      rate: 4,
      every: 0.3,
      rest: 0,
      audio: Buffer.alloc(20_000, 7),
    });
    expect(broken).toEqual([]);
    expect(messages + skipped).toBeGreaterThanOrEqual(8);
    expect(messages).toBeGreaterThan(0);
    expect(samples).toHaveLength(10);
    for (const { memory, handles, files } of samples)
      expect(Math.min(memory, handles, files)).toBeGreaterThan(0);
  });
});
