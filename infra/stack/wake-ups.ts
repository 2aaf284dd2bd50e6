import { Duration, type Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { accept } from './accept.ts';
import { LIMITS } from './function-limits.ts';

/** What a queue's message holds is a household's and a message's id; lost ones are looked at within two weeks. */
const KEPT = Duration.days(14);
/** How often a wake-up is tried before it is laid aside. */
const TRIES = 5;

/** What wakes the courier when a time has come, and where what it could not do is laid aside. */
export type WakeUps = {
  queue: Queue;
  /** Wake-ups that failed again and again. */
  failedWakeUps: Queue;
  /** Places in the table's stream that failed again and again. */
  failedChanges: Queue;
  group: CfnScheduleGroup;
  /** What EventBridge Scheduler sends wake-ups with. */
  scheduleRole: Role;
};

export function wakeUps(stack: Stack): WakeUps {
  const laidAside = (id: string) =>
    new Queue(stack, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: KEPT,
    });
  const failedWakeUps = laidAside('FailedWakeUps');
  const failedChanges = laidAside('FailedChanges');
  accept(failedChanges, 'SQS3', 'It is where the stream lays aside what failed, a dead-letter queue itself.');
  const queue = new Queue(stack, 'WakeUps', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: KEPT,
    // As Lambda advises: six times as long as the function that reads it may run.
    visibilityTimeout: Duration.seconds(6 * LIMITS.courier.timeout.toSeconds()),
    deadLetterQueue: { queue: failedWakeUps, maxReceiveCount: TRIES },
  });
  const group = new CfnScheduleGroup(stack, 'Schedules', { name: `${stack.stackName}-wake-ups` });
  const groupArn = stack.formatArn({
    service: 'scheduler',
    resource: 'schedule-group',
    resourceName: `${stack.stackName}-wake-ups`,
  });
  const scheduleRole = new Role(stack, 'ScheduleRole', {
    // Without the conditions Scheduler could be made to use the role for another account's schedules.
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': groupArn } },
    }),
    inlinePolicies: {
      WakeUps: new PolicyDocument({
        statements: [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] })],
      }),
    },
  });
  return { queue, failedWakeUps, failedChanges, group, scheduleRole };
}
