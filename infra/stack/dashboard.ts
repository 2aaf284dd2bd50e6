import { Duration, type Stack } from 'aws-cdk-lib';
import { type Alarm, AlarmStatusWidget, Dashboard, GraphWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Functions } from './functions.ts';
import { MESSAGE_METRICS } from '../../services/storage/metrics.ts';
import { counted, measured } from './metrics.ts';
import { FUNCTIONS } from '../../lambda/environment.ts';
import type { WakeUps } from './wake-ups.ts';

const PERIOD = Duration.minutes(5);
/** CloudWatch's grid has 24 columns. */
const FULL = 24;
const HALF = 12;

/** One page: alarms, messages by outcome, delivery times, and how the functions and queues do. */
export function dashboard(stack: Stack, functions: Functions, wakeUps: WakeUps, alarms: Alarm[]): Dashboard {
  const all = FUNCTIONS.map(name => ({ name, of: functions[name] }));
  return new Dashboard(stack, 'Dashboard', {
    dashboardName: `${stack.stackName}-${stack.region}`,
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms, width: FULL })],
      [
        new GraphWidget({
          title: 'Messages',
          width: HALF,
          left: MESSAGE_METRICS.map(name => counted(name, PERIOD)),
        }),
        new GraphWidget({
          title: 'Time to push and to delivery (ms), and pushes',
          width: HALF,
          left: (['timeToPush', 'timeToDelivery'] as const).flatMap(name => [
            measured(name, 'p50', PERIOD),
            measured(name, 'p95', PERIOD),
          ]),
          right: [counted('pushTaken', PERIOD), counted('pushLost', PERIOD)],
        }),
      ],
      [
        new GraphWidget({
          title: 'Errors and throttles',
          width: HALF,
          left: all.flatMap(({ name, of }) => [
            of.metricErrors({ period: PERIOD, label: `${name} errors` }),
            of.metricThrottles({ period: PERIOD, label: `${name} throttles` }),
          ]),
        }),
        new GraphWidget({
          title: 'Duration of the functions (ms, 95th percentile)',
          width: HALF,
          left: all.map(({ name, of }) =>
            of.metricDuration({ period: PERIOD, statistic: 'p95', label: name }),
          ),
        }),
      ],
      [
        new GraphWidget({
          title: 'Delay of the courier (ms)',
          width: HALF,
          left: [
            functions.courier.metric('IteratorAge', {
              period: PERIOD,
              statistic: Stats.MAXIMUM,
              label: 'delay',
            }),
          ],
        }),
        new GraphWidget({
          title: 'Queues and dead-letter queues',
          width: HALF,
          left: [wakeUps.queue, wakeUps.failedWakeUps, wakeUps.failedChanges].map(queue =>
            queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, label: queue.node.id }),
          ),
        }),
      ],
    ],
  });
}
