import type { Instant } from '../core/household/instant.ts';
import { METRICS, type Measured } from '../services/storage/metrics.ts';

/** The CloudWatch namespace of all metrics. */
export const NAMESPACE = 'SecondYes';
/** The dimension that names a metric's function. */
export const FUNCTION_DIMENSION = 'Function';

/** A measured value as a log line in CloudWatch's embedded metric format, which CloudWatch turns into a metric. */
export function metricLine({ metric, value }: Measured, at: Instant): object {
  const { of, unit } = METRICS[metric];
  return {
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          Dimensions: [[FUNCTION_DIMENSION]],
          Metrics: [{ Name: metric, Unit: unit }],
        },
      ],
    },
    [FUNCTION_DIMENSION]: of,
    [metric]: value,
  };
}
