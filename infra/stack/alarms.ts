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
import { FUNCTIONS, type Settings } from '../settings.ts';
import type { WakeUps } from './wake-ups.ts';

const SOON = Duration.minutes(5);
/** The stream may be behind for this long (ms): a message that was released waits as long. */
const BEHIND = 5 * 60_000;
/** A share of fewer messages a day than this says nothing. */
const ENOUGH = 5;
/** Above this share (%) nobody seems to be told, or most of what is held is no message. */
const UNANSWERED = 50;

type Watched = { id: string; metric: IMetric; from: number; meaning: string };

/**
 * What somebody should look at. Ten metrics are watched, as many as are free in an account; with `few` it is seven, for
 * an account in which they are not.
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

/** Of all functions of the account in this region: one metric, whatever else is in the account. */
const ofTheAccount = (metricName: 'Errors' | 'Throttles'): Metric =>
  new Metric({ namespace: 'AWS/Lambda', metricName, statistic: Stats.SUM, period: SOON });

const errors = (functions: Functions): Watched[] =>
  FUNCTIONS.map(name => ({
    id: `${name}-errors`,
    metric: functions[name].metricErrors({ period: SOON }),
    from: 1,
    meaning: `The ${name} function broke off. What it refuses, and what others refuse it, are answers and not errors.`,
  }));

const anyErrors: Watched = {
  id: 'errors',
  metric: ofTheAccount('Errors'),
  from: 1,
  meaning: 'A function of this account broke off, one of the house or another one.',
};

const shareExpired: Watched = {
  id: 'expired-unanswered',
  metric: new MathExpression({
    expression: `IF(held >= ${ENOUGH}, 100 * expired / held, 0)`,
    usingMetrics: {
      held: counted('held', Duration.days(1)),
      expired: counted('expired', Duration.days(1)),
    },
    period: Duration.days(1),
    label: 'expired unanswered, % of held',
  }),
  from: UNANSWERED,
  meaning: 'Of a day’s held messages half or more expired unanswered: phones may not be told.',
};

/** A number where there is no share: a second metric would tell how many were held. */
const manyExpired: Watched = {
  id: 'expired-unanswered',
  metric: counted('expired', Duration.days(1)),
  from: ENOUGH,
  meaning: `In a day ${ENOUGH} messages or more expired unanswered: phones may not be told.`,
};

function always(functions: Functions, wakeUps: WakeUps): Watched[] {
  const depth = (queue: Queue) =>
    queue.metricApproximateNumberOfMessagesVisible({ period: SOON, statistic: Stats.MAXIMUM });
  return [
    {
      id: 'throttles',
      // They share what may run at once with all others.
      metric: ofTheAccount('Throttles'),
      from: 1,
      meaning: 'A function of this account was not run, because as many run at once as may.',
    },
    {
      id: 'courier-behind',
      metric: functions.courier.metric('IteratorAge', { period: SOON, statistic: Stats.MAXIMUM }),
      from: BEHIND,
      meaning: 'The courier is minutes behind what changes, or fails over one change again and again.',
    },
    {
      id: 'failed-wake-ups',
      metric: depth(wakeUps.failedWakeUps),
      from: 1,
      meaning: 'A wake-up failed again and again and was laid aside.',
    },
    {
      id: 'failed-changes',
      metric: depth(wakeUps.failedChanges),
      from: 1,
      meaning: 'A change failed again and again and was laid aside.',
    },
    {
      id: 'unknown',
      metric: counted('unknown', SOON),
      from: 1,
      meaning: 'Nobody can say whether a message arrived. Its owner is asked.',
    },
  ];
}
