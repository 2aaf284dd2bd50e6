import { Duration, type Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { accept } from './findings.ts';
import { FUNCTION_SETTINGS } from './function-settings.ts';
import { WAKE_UPS } from './own-limits.ts';

/** SQS's longest. An entry holds the ids of a household and a message. */
const RETENTION = Duration.days(14);

/** What wakes the courier at a given time, and the dead-letter queues. */
export type WakeUps = {
  queue: Queue;
  /** The dead-letter queue of wake-ups. */
  failedWakeUps: Queue;
  /** The dead-letter queue of the table's stream: each entry names the position of a failed batch. */
  failedChanges: Queue;
  group: CfnScheduleGroup;
  /** The role with which EventBridge Scheduler sends wake-ups. */
  scheduleRole: Role;
};

export function wakeUps(stack: Stack): WakeUps {
  const deadLetterQueue = (id: string) =>
    new Queue(stack, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: RETENTION,
    });
  const failedWakeUps = deadLetterQueue('FailedWakeUps');
  const failedChanges = deadLetterQueue('FailedChanges');
  accept(failedChanges, 'SQS3', 'It is itself the dead-letter queue of the stream.');
  const queue = new Queue(stack, 'WakeUps', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: RETENTION,
    visibilityTimeout: Duration.seconds(
      WAKE_UPS.hiddenForTimeouts * FUNCTION_SETTINGS.courier.timeoutSeconds,
    ),
    deadLetterQueue: { queue: failedWakeUps, maxReceiveCount: WAKE_UPS.tries },
  });
  const group = new CfnScheduleGroup(stack, 'Schedules', { name: `${stack.stackName}-wake-ups` });
  const groupArn = stack.formatArn({
    service: 'scheduler',
    resource: 'schedule-group',
    resourceName: `${stack.stackName}-wake-ups`,
  });
  const scheduleRole = new Role(stack, 'ScheduleRole', {
    // Without the conditions another account could make Scheduler use the role (the confused deputy problem).
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
