import { Duration, type Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Functions } from './functions.ts';
import { counted } from './metrics.ts';
import { FUNCTIONS } from '../../lambda/environment.ts';
import type { Settings } from '../settings.ts';
import type { WakeUps } from './wake-ups.ts';

const PERIOD = Duration.minutes(5);
const DAY = Duration.days(1);
/** How old the oldest unread change may be: a released message waits as long. */
const LONGEST_DELAY = Duration.minutes(5);
/** Fewer messages a day say nothing about a share of them. */
const ENOUGH = 5;
/** In percent. With more, phones may get no notifications, or most held recordings are accidents. */
const UNANSWERED_SHARE = 50;

/** `from`: the lowest value that raises the alarm. `meaning`: the alarm's description. */
type Watched = { id: string; metric: IMetric; from: number; meaning: string };

/**
 * The alarms. They watch ten metrics, which is what an account has free of charge; with `few`, for an account that has used
 * up its free ones, they watch seven.
 */
export function alarms(
  stack: Stack,
  functions: Functions,
  wakeUps: WakeUps,
  { alarmMail, alarms: which }: Pick<Settings, 'alarmMail' | 'alarms'>,
): Alarm[] {
  const watching = [
    ...(which === 'few' ? [anyErrors, manyExpired] : [...errors(functions), shareExpired]),
    ...always(functions, wakeUps),
  ];
  const made = watching.map(
    ({ id, metric, from, meaning }) =>
      new Alarm(stack, id, {
        metric,
        threshold: from,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: meaning,
      }),
  );
  if (alarmMail) {
    const topic = new Topic(stack, 'Alarms', { enforceSSL: true });
    topic.addSubscription(new EmailSubscription(alarmMail));
    for (const alarm of made) alarm.addAlarmAction(new SnsAction(topic));
  }
  return made;
}

/** One metric over all functions of the account in this region. */
const ofTheAccount = (metricName: 'Errors' | 'Throttles'): Metric =>
  new Metric({ namespace: 'AWS/Lambda', metricName, statistic: Stats.SUM, period: PERIOD });

const errors = (functions: Functions): Watched[] =>
  FUNCTIONS.map(name => ({
    id: `${name}-errors`,
    metric: functions[name].metricErrors({ period: PERIOD }),
    from: 1,
    meaning: `The ${name} function threw an error. A request that it refuses, or that another service refuses, is none.`,
  }));

const anyErrors: Watched = {
  id: 'errors',
  metric: ofTheAccount('Errors'),
  from: 1,
  meaning: 'A function of this account threw an error, one of Second Yes or another one.',
};

const shareExpired: Watched = {
  id: 'expired-unanswered',
  metric: new MathExpression({
    expression: `IF(held >= ${ENOUGH}, 100 * expired / held, 0)`,
    usingMetrics: {
      held: counted('held', DAY),
      expired: counted('expired', DAY),
    },
    period: DAY,
    label: 'expired unanswered, % of held',
  }),
  from: UNANSWERED_SHARE,
  meaning: 'Half or more of a day’s held messages expired unanswered: phones may get no notifications.',
};

/** A count instead of a share: a share needs a second metric. */
const manyExpired: Watched = {
  id: 'expired-unanswered',
  metric: counted('expired', DAY),
  from: ENOUGH,
  meaning: `${ENOUGH} messages or more expired unanswered in a day: phones may get no notifications.`,
};

function always(functions: Functions, wakeUps: WakeUps): Watched[] {
  const depth = (queue: Queue) =>
    queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM });
  return [
    {
      id: 'throttles',
      // All functions of an account share one concurrency limit.
      metric: ofTheAccount('Throttles'),
      from: 1,
      meaning: 'A function of this account did not run, because the concurrency limit was reached.',
    },
    {
      id: 'courier-behind',
      metric: functions.courier.metric('IteratorAge', { period: PERIOD, statistic: Stats.MAXIMUM }),
      from: LONGEST_DELAY.toMilliseconds(),
      meaning: 'The courier is minutes behind the changes, or fails on one change at every try.',
    },
    {
      id: 'failed-wake-ups',
      metric: depth(wakeUps.failedWakeUps),
      from: 1,
      meaning: 'A wake-up failed at every try and went to the dead-letter queue.',
    },
    {
      id: 'failed-changes',
      metric: depth(wakeUps.failedChanges),
      from: 1,
      meaning: 'A change failed at every try and went to the dead-letter queue.',
    },
    {
      id: 'unknown',
      metric: counted('unknown', PERIOD),
      from: 1,
      meaning: 'It is unknown whether a message arrived. Its owner is asked.',
    },
  ];
}
