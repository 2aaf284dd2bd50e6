import { COMPUTING, DURATION_SPREAD, LATENCY } from './assumptions.ts';
import { type LegName, LEGS } from './counted-requests.ts';

/** The stores that the SDK asks again when they throttle. */
export const STORES = ['writeUnits', 'readUnits', 'puts', 'gets', 'newSchedules'] as const;
/** What a leg takes, and asks of the stores, once. */
export const ASKED = Object.fromEntries(
  Object.entries(LEGS).map(([name, leg]) => {
    const requests: Record<string, number> = leg.requests;
    const count = (...operations: string[]) =>
      operations.reduce((sum, operation) => sum + (requests[operation] ?? 0), 0);
    const latency = Object.entries(requests).reduce(
      (sum, [operation, times]) => sum + times * (LATENCY[operation] ?? 0),
      0,
    );
    return [
      name,
      {
        seconds: latency + COMPUTING[name as LegName],
        ofStores: STORES.map(
          store =>
            ({
              writeUnits: leg.writeUnits,
              readUnits: leg.readUnits,
              puts: count('PutObject', 'ListObjectVersions', 'DeleteObjects'),
              gets: count('GetObject'),
              newSchedules: count('CreateSchedule'),
            })[store],
        ),
      },
    ];
  }),
) as Record<LegName, { seconds: number; ofStores: number[] }>;

/** Logarithms of durations are normal: a fixed table of factors, drawn from evenly. */
export const FACTORS = Array.from({ length: 1_024 }, (_, i) =>
  Math.exp(DURATION_SPREAD * normalAt((i + 0.5) / 1_024)),
);

/** The inverse of the normal distribution (Abramowitz and Stegun 26.2.23, good to 0.0005). */
export function normalAt(share: number): number {
  const tail = Math.min(share, 1 - share);
  const t = Math.sqrt(-2 * Math.log(tail));
  const value =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return share < 0.5 ? -value : value;
}
