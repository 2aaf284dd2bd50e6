import { Duration, type Stack } from 'aws-cdk-lib';
import { type Alarm, AlarmStatusWidget, Dashboard, GraphWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Functions } from './functions.ts';
import { counted, measured } from './metrics.ts';
import { FUNCTIONS } from '../settings.ts';
import type { WakeUps } from './wake-ups.ts';

const EACH = Duration.minutes(5);
const WIDE = 24;
const HALF = 12;

/** One page: what is wrong, what became of messages, how long it took, how the functions fare. */
export function dashboard(stack: Stack, functions: Functions, wakeUps: WakeUps, alarms: Alarm[]): Dashboard {
  const all = FUNCTIONS.map(name => ({ name, of: functions[name] }));
  return new Dashboard(stack, 'Dashboard', {
    dashboardName: `${stack.stackName}-${stack.region}`,
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms, width: WIDE })],
      [
        new GraphWidget({
          title: 'What became of messages',
          width: HALF,
          left: (
            ['held', 'released', 'discarded', 'expired', 'delivered', 'failed', 'unknown', 'stopped'] as const
          ).map(name => counted(name, EACH)),
        }),
        new GraphWidget({
          title: 'How long it took (ms)',
          width: HALF,
          left: (['timeToPush', 'timeToDelivery'] as const).flatMap(name => [
            measured(name, 'p50', EACH),
            measured(name, 'p95', EACH),
          ]),
          right: [counted('pushTaken', EACH), counted('pushLost', EACH)],
        }),
      ],
      [
        new GraphWidget({
          title: 'Errors and throttles',
          width: HALF,
          left: all.flatMap(({ name, of }) => [
            of.metricErrors({ period: EACH, label: `${name} errors` }),
            of.metricThrottles({ period: EACH, label: `${name} throttles` }),
          ]),
        }),
        new GraphWidget({
          title: 'How long functions run (ms, one in twenty)',
          width: HALF,
          left: all.map(({ name, of }) => of.metricDuration({ period: EACH, statistic: 'p95', label: name })),
        }),
      ],
      [
        new GraphWidget({
          title: 'How far the courier is behind (ms)',
          width: HALF,
          left: [
            functions.courier.metric('IteratorAge', {
              period: EACH,
              statistic: Stats.MAXIMUM,
              label: 'behind',
            }),
          ],
        }),
        new GraphWidget({
          title: 'Waiting, and laid aside',
          width: HALF,
          left: [wakeUps.queue, wakeUps.failedWakeUps, wakeUps.failedChanges].map(queue =>
            queue.metricApproximateNumberOfMessagesVisible({ period: EACH, label: queue.node.id }),
          ),
        }),
      ],
    ],
  });
}
