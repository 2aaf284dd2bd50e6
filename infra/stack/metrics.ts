import { type Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionName } from '../settings.ts';

/** What the functions count, and which of them counts it, in the namespace `SecondYes`. */
export const COUNTED = {
  held: 'skill',
  stopped: 'skill',
  released: 'companion',
  discarded: 'companion',
  expired: 'courier',
  delivered: 'courier',
  failed: 'courier',
  unknown: 'courier',
  pushTaken: 'courier',
  pushLost: 'courier',
} as const satisfies Record<string, FunctionName>;

/** What they measure, in milliseconds. */
export const MEASURED = {
  timeToPush: 'courier',
  timeToDelivery: 'courier',
} as const satisfies Record<string, FunctionName>;

const metric = (metricName: string, of: FunctionName, statistic: string, period: Duration): Metric =>
  new Metric({
    namespace: 'SecondYes',
    metricName,
    dimensionsMap: { Function: of },
    statistic,
    period,
    label: metricName,
  });

/** How often something happened in each period. */
export const counted = (name: keyof typeof COUNTED, period: Duration): Metric =>
  metric(name, COUNTED[name], Stats.SUM, period);

/** How long something took for one in two, or for one in twenty. */
export const measured = (name: keyof typeof MEASURED, statistic: 'p50' | 'p95', period: Duration): Metric =>
  metric(name, MEASURED[name], statistic, period).with({ label: `${name} ${statistic}` });
