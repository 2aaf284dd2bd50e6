import { logLoss } from '../fit/logistic.ts';

/** A rate with its 95% interval. */
export type Rate = { rate: number; low: number; high: number; n: number };

/** The 97.5th percentile of the normal distribution. */
const Z = 1.959964;

/**
 * A rate over rows that come in clusters: Wilson's interval (1927) at the effective number of rows, which is `n`
 * over the design effect that the clusters show (Kish 1965; linearised variance of a ratio). Wilson's stays
 * sensible at rates near zero, where a bootstrap would say that nothing can happen.
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

/** Wilson's interval for a rate seen in `n` independent rows. */
export function wilson(rate: number, n: number): { low: number; high: number } {
  const middle = rate + (Z * Z) / (2 * n);
  const half = Z * Math.sqrt((rate * (1 - rate)) / n + (Z * Z) / (4 * n * n));
  const whole = 1 + (Z * Z) / n;
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) };
}

/** A judged conversation: the log-odds it got, and whether it was meant. */
export type Judged = { logOdds: number; label: 0 | 1 };
export type Calibration = { ece: number; brier: number; logLoss: number };

/** As many bins as the issue and the literature use. */
const BINS = 15;

/**
 * How far the stated probabilities can be taken at their word, with one genuine conversation to `accidents`
 * accidental ones: expected calibration error in 15 bins of equal width (Guo et al. 2017), Brier score, and log
 * loss in nats. The log-odds are moved from the prior they were made on to that of the mixture, and the rows are
 * weighted to it.
 */
export function calibration(judged: readonly Judged[], prior: number, accidents: number): Calibration {
  const bins = reliability(judged, prior, accidents);
  const all = weightsOf(judged, accidents);
  let [brier, loss] = [0, 0];
  for (const { logOdds, label } of judged) {
    const moved = logOdds - prior - Math.log(accidents);
    brier += all[label] * (probability(moved) - label) ** 2;
    loss += all[label] * logLoss(moved, label);
  }
  const ece = bins.reduce((sum, { share, stated, meant }) => sum + share * Math.abs(stated - meant), 0);
  return { ece, brier, logLoss: loss };
}

/** Per bin: the share of conversations in it, the mean probability stated, and the rate that was meant. */
export function reliability(judged: readonly Judged[], prior: number, accidents: number) {
  const all = weightsOf(judged, accidents);
  const bins = Array.from({ length: BINS }, () => ({ share: 0, stated: 0, meant: 0 }));
  for (const { logOdds, label } of judged) {
    const stated = probability(logOdds - prior - Math.log(accidents));
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

/** What one conversation of each label weighs, so that all together weigh 1. */
function weightsOf(judged: readonly Judged[], accidents: number): Record<0 | 1, number> {
  const meant = judged.filter(({ label }) => label === 1).length;
  return { 0: accidents / (1 + accidents) / (judged.length - meant), 1: 1 / (1 + accidents) / meant };
}

const probability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
