import type { Judged } from './figures.ts';

/** The receiver operating characteristic: at every threshold, the rates of accidents and of genuine ones at or above it. */
export function rocOf(judged: readonly Judged[]): [accidents: number, genuine: number][] {
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
