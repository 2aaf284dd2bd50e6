import { probabilityOf } from '../../core/confidence/story.ts';
import { logLoss } from '../fit/logistic.ts';

/** A rate, from 0 to 1, with its 95% interval and its number of rows. */
export type Rate = { rate: number; low: number; high: number; n: number };

/** The 97.5th percentile of the standard normal distribution. */
const Z = 1.959964;

/**
 * The rate of rows in which something happened, where rows of the same cluster are not independent: Wilson's interval
 * (1927) at the effective number of rows, which is `n` divided by the design effect of the clusters (Kish 1965;
 * linearised variance of a ratio). Wilson's interval is sensible at rates near zero, where a bootstrap would have no
 * width.
 */
export function clusteredRate<T>(
  rows: readonly T[],
  happened: (row: T) => boolean,
  clusterOf: (row: T) => string,
): Rate {
  const clusters = new Map<string, { n: number; hits: number }>();
  for (const row of rows) {
    const key = clusterOf(row);
    const cluster = clusters.get(key) ?? { n: 0, hits: 0 };
    clusters.set(key, { n: cluster.n + 1, hits: cluster.hits + (happened(row) ? 1 : 0) });
  }
  const n = rows.length;
  if (n === 0) return { rate: 0, low: 0, high: 1, n };
  const rate = [...clusters.values()].reduce((sum, { hits }) => sum + hits, 0) / n;
  const among = clusters.size;
  const spread = [...clusters.values()].reduce((sum, one) => sum + (one.hits - rate * one.n) ** 2, 0);
  const variance = among > 1 ? (spread / n ** 2) * (among / (among - 1)) : 0;
  const simple = (rate * (1 - rate)) / n;
  const effect = simple > 0 ? Math.max(1, variance / simple) : 1;
  return { rate, ...wilson(rate, n / effect), n };
}

/** Wilson's interval for a rate in `n` independent rows. */
export function wilson(rate: number, n: number): { low: number; high: number } {
  const middle = rate + (Z * Z) / (2 * n);
  const half = Z * Math.sqrt((rate * (1 - rate)) / n + (Z * Z) / (4 * n * n));
  const whole = 1 + (Z * Z) / n;
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) };
}

/** A judged conversation: its final log-odds, and 1 if it was meant. */
export type Judged = { logOdds: number; label: 0 | 1 };
export type Calibration = { ece: number; brier: number; logLoss: number };

/** The number of bins that the literature uses. */
const BINS = 15;

/**
 * How well the stated probabilities are calibrated, in a mixture of one genuine conversation to `accidents` accidental
 * ones: expected calibration error in 15 bins of equal width (Guo et al. 2017), Brier score, and log loss in nats. The
 * log-odds are moved from the model's prior to the prior of the mixture, and the rows are weighted to the mixture.
 */
export function calibrationOf(judged: readonly Judged[], prior: number, accidents: number): Calibration {
  const bins = reliability(judged, prior, accidents);
  const all = weightsOf(judged, accidents);
  let [brier, loss] = [0, 0];
  for (const { logOdds, label } of judged) {
    const moved = logOdds - prior - Math.log(accidents);
    brier += all[label] * (probabilityOf(moved) - label) ** 2;
    loss += all[label] * logLoss(moved, label);
  }
  const ece = bins.reduce((sum, { share, stated, meant }) => sum + share * Math.abs(stated - meant), 0);
  return { ece, brier, logLoss: loss };
}

/** For each bin: its share of the conversations, the mean stated probability, and the rate that was meant. */
export function reliability(judged: readonly Judged[], prior: number, accidents: number) {
  const all = weightsOf(judged, accidents);
  const bins = Array.from({ length: BINS }, () => ({ share: 0, stated: 0, meant: 0 }));
  for (const { logOdds, label } of judged) {
    const stated = probabilityOf(logOdds - prior - Math.log(accidents));
    const bin = bins[Math.min(BINS - 1, Math.floor(stated * BINS))];
    if (!bin) continue;
    bin.share += all[label];
    bin.stated += all[label] * stated;
    bin.meant += all[label] * label;
  }
  return bins
    .filter(({ share }) => share > 0)
    .map(({ share, stated, meant }) => ({ share, stated: stated / share, meant: meant / share }));
}

/** The weight of one conversation of each label. All conversations together weigh 1. */
function weightsOf(judged: readonly Judged[], accidents: number): Record<0 | 1, number> {
  const meant = judged.filter(({ label }) => label === 1).length;
  return { 0: accidents / (1 + accidents) / (judged.length - meant), 1: 1 / (1 + accidents) / meant };
}

/**
 * The receiver operating characteristic: for every threshold, the rates of accidents and of genuine requests at or above
 * it.
 */
export function rocPoints(judged: readonly Judged[]): [accidents: number, genuine: number][] {
  const totals = { 0: 0, 1: 0 };
  for (const { label } of judged) totals[label] += 1;
  const above = { 0: 0, 1: 0 };
  const points: [number, number][] = [];
  const sorted = judged.toSorted((a, b) => b.logOdds - a.logOdds);
  sorted.forEach(({ logOdds, label }, index) => {
    above[label] += 1;
    if (sorted[index + 1]?.logOdds !== logOdds) points.push([above[0] / totals[0], above[1] / totals[1]]);
  });
  return points;
}
