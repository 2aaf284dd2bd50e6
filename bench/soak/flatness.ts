/** What one sample says of one figure. `at` is in seconds. */
export type Reading = { at: number; value: number };

/**
 * How much a figure may grow over the second half of a run: this share of its level, or this amount, whichever is more.
 */
export type Tolerance = { share: number; amount: number };

/** `level`: the median of the second half. `growth`: what the figure gained over that half, by its trend. */
export type Verdict = { level: number; growth: number; allowed: number; flat: boolean };

/** With fewer readings in the second half a trend says nothing. */
const FEWEST = 5;

/**
 * Judges whether a figure stays flat. The first half of the run is left out: caches fill, and the heap finds its size. The
 * trend of the second half is the median of the slopes between all its readings (Theil and Sen), which a few peaks do not
 * move. A figure that falls is flat.
 *
 * @throws RangeError for fewer than ten readings
 */
export function judgeFlatness(readings: readonly Reading[], { share, amount }: Tolerance): Verdict {
  const half = readings.slice(readings.length >> 1);
  const [first] = half;
  const last = half.at(-1);
  if (!first || !last || half.length < FEWEST)
    throw new RangeError(`${readings.length} readings are too few for a trend.`);
  const slopes = half.flatMap((one, index) =>
    half.slice(index + 1).map(other => (other.value - one.value) / (other.at - one.at)),
  );
  const level = median(half.map(({ value }) => value));
  const growth = median(slopes) * (last.at - first.at);
  const allowed = Math.max(share * Math.abs(level), amount);
  return { level, growth, allowed, flat: growth <= allowed };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [below, above] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return ((below ?? Number.NaN) + (above ?? Number.NaN)) / 2;
}
