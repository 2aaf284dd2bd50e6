import type { Instant } from '../../core/household/instant.ts';

/**
 * What is measured, in which unit, and of which function. The function stands for the part of the house: a message that
 * is discarded by voice counts with those that a phone discards, so that each is one metric and is paid once.
 */
export const METRICS = {
  held: { of: 'skill', unit: 'Count' },
  stopped: { of: 'skill', unit: 'Count' },
  released: { of: 'companion', unit: 'Count' },
  discarded: { of: 'companion', unit: 'Count' },
  expired: { of: 'courier', unit: 'Count' },
  delivered: { of: 'courier', unit: 'Count' },
  failed: { of: 'courier', unit: 'Count' },
  unknown: { of: 'courier', unit: 'Count' },
  /** A push service took a push. */
  pushTaken: { of: 'courier', unit: 'Count' },
  /** A push service refused a push, or no longer knows the phone. */
  pushLost: { of: 'courier', unit: 'Count' },
  /** From the release to the delivery. */
  timeToDelivery: { of: 'courier', unit: 'Milliseconds' },
  /** From "I'm holding it" to the first phone whose push service has taken word of it. */
  timeToPush: { of: 'courier', unit: 'Milliseconds' },
} as const satisfies Record<string, { of: string; unit: 'Count' | 'Milliseconds' }>;

/** Where CloudWatch shows them. */
export const NAMESPACE = 'SecondYes';

export type Metric = keyof typeof METRICS;
export type Measured = { metric: Metric; value: number };

/** A measured value as a log line that CloudWatch makes a metric of (its embedded metric format). */
export function metricLine({ metric, value }: Measured, at: Instant): object {
  const { of, unit } = METRICS[metric];
  return {
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        { Namespace: NAMESPACE, Dimensions: [['Function']], Metrics: [{ Name: metric, Unit: unit }] },
      ],
    },
    Function: of,
    [metric]: value,
  };
}
