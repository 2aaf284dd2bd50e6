import { type Duration } from 'aws-cdk-lib';
import { Metric as CloudWatchMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionName } from '../../lambda/environment.ts';
import { FUNCTION_DIMENSION, NAMESPACE } from '../../lambda/metric-line.ts';
import { type Metric, METRICS } from '../../services/storage/metrics.ts';

type MetricIn<Unit> = { [M in Metric]: (typeof METRICS)[M]['unit'] extends Unit ? M : never }[Metric];

/** How often something happened in each period. */
export const counted = (name: MetricIn<'Count'>, period: Duration): CloudWatchMetric =>
  metric(name, Stats.SUM, period);

/** How long something took, in milliseconds: the median (p50) or the 95th percentile (p95) of each period. */
export const measured = (
  name: MetricIn<'Milliseconds'>,
  statistic: 'p50' | 'p95',
  period: Duration,
): CloudWatchMetric => metric(name, statistic, period).with({ label: `${name} ${statistic}` });

function metric(name: Metric, statistic: string, period: Duration): CloudWatchMetric {
  const of: FunctionName = METRICS[name].of;
  return new CloudWatchMetric({
    namespace: NAMESPACE,
    metricName: name,
    dimensionsMap: { [FUNCTION_DIMENSION]: of },
    statistic,
    period,
    label: name,
  });
}
