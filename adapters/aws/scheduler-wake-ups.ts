import { CreateScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type Instant, minutes, seconds } from '../../core/household/instant.ts';
import { sha256 } from '../../core/household/bytes/sha256.ts';
import type { WakeUp, WakeUps } from '../../services/ports/wake-ups.ts';

type Parts = {
  sqs: SQSClient;
  scheduler: SchedulerClient;
  queueUrl: string;
  queueArn: string;
  /** The name of the schedule group. */
  group: string;
  /** The role with which EventBridge Scheduler sends to the queue. */
  roleArn: string;
};

/** SQS delays a message by at most this. */
const LONGEST_DELAY = minutes(15);

/**
 * Wake-ups as messages on one queue. Up to 15 minutes ahead, SQS delays the message to the second. Beyond that, a
 * one-time schedule sends it within the minute after and then deletes itself, because EventBridge Scheduler knows no
 * seconds. Two requests for the same message and minute make one schedule.
 */
export function schedulerWakeUps({ sqs, scheduler, queueUrl, queueArn, group, roleArn }: Parts): WakeUps {
  return {
    async wake({ household, message }, { at, now }) {
      const wakeUp: WakeUp = { household, message };
      const wait = Math.max(0, at - now);
      if (wait <= LONGEST_DELAY) {
        await sqs.send(
          new SendMessageCommand({
            QueueUrl: queueUrl,
            MessageBody: JSON.stringify(wakeUp),
            DelaySeconds: Math.ceil(wait / seconds(1)),
          }),
        );
        return;
      }
      const minute = minuteAfter(at);
      const schedule = new CreateScheduleCommand({
        Name: scheduleName(wakeUp, minute),
        GroupName: group,
        ScheduleExpression: `at(${minute}:00)`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: { Arn: queueArn, RoleArn: roleArn, Input: JSON.stringify(wakeUp) },
      });
      try {
        await scheduler.send(schedule);
      } catch (error) {
        if ((error as { name?: string }).name !== 'ConflictException') throw error;
      }
    },
  };
}

/** The first full minute that is not before `at`, in UTC, such as `2027-01-15T08:01`. */
const minuteAfter = (at: Instant): string =>
  new Date(Math.ceil(at / minutes(1)) * minutes(1)).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);

/** The same name for the same message and minute. It has 56 of the 64 characters that AWS allows. */
const scheduleName = ({ household, message }: WakeUp, minute: string): string =>
  `${sha256(`${household} ${message}`)}-${minute.replace(/\D/g, '')}`;
