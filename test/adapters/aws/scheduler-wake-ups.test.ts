import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { WakeUps } from '../../../services/ports/wake-ups.ts';
import { schedulerWakeUps } from '../../../adapters/aws/scheduler-wake-ups.ts';
import type { HouseholdId, MessageId } from '../../../core/household/ids.ts';
import { after, instant, minutes, seconds } from '../../../core/household/instant.ts';
import { awsClient } from '../../../adapters/aws/aws-client.ts';
import { jsonProblem } from '../../support/aws/aws-json.ts';
import type { Fault } from '../../support/aws/aws-wire.ts';
import { type SchedulerPeer, startSchedulerPeer } from '../../support/aws/scheduler-peer.ts';
import { type SqsPeer, startSqsPeer } from '../../support/aws/sqs-peer.ts';
import { PATIENT, timeOutWhereItHangs } from '../../support/aws/time-out.ts';

const now = instant(Date.UTC(2027, 0, 15, 8, 0, 20));
const home = 'home' as HouseholdId;
const message = '01JMESSAGE' as MessageId;
const roleArn = 'arn:aws:iam::123456789012:role/wake-ups';
const wakeUp = JSON.stringify({ household: home, message });

let queue: SqsPeer;
let scheduler: SchedulerPeer;
let clients: { sqs: SQSClient; scheduler: SchedulerClient };
let wakeUps: WakeUps;
const inTime = (wait: number) => wakeUps.wake({ household: home, message }, { at: after(now, wait), now });
beforeEach(async () => {
  queue = await startSqsPeer();
  scheduler = await startSchedulerPeer(() => now);
  const settings = awsClient({ timeout: PATIENT });
  clients = {
    sqs: new SQSClient({ ...queue.wire.client, ...settings }),
    scheduler: new SchedulerClient({ ...scheduler.wire.client, ...settings }),
  };
  const { queueUrl, queueArn } = queue;
  wakeUps = schedulerWakeUps({ ...clients, queueUrl, queueArn, group: scheduler.group, roleArn });
  timeOutWhereItHangs(queue.wire, scheduler.wire);
});
afterEach(async () => {
  jest.useRealTimers();
  clients.sqs.destroy();
  clients.scheduler.destroy();
  await queue.wire.stop();
  await scheduler.wire.stop();
});

describe('a wake-up within 15 minutes', () => {
  test.each([
    ['that is overdue', -minutes(5), 0],
    ['that is due now', 0, 0],
    ['in a part of a second', 1, 1],
    ['in two minutes', minutes(2), 120],
    ['in just 15 minutes', minutes(15), 900],
  ])('a wake-up %s is delayed by the queue, never for too short a time', async (_what, wait, delay) => {
    await inTime(wait);
    expect(queue.sent).toEqual([{ body: wakeUp, delay }]);
    expect(scheduler.schedules.size).toBe(0);
  });
});

describe('a wake-up later than that', () => {
  test.each([
    ['just beyond', minutes(15) + 1, '2027-01-15T08:16:00Z'],
    ['on the minute', minutes(20) - seconds(20), '2027-01-15T08:20:00Z'],
    ['in a day', minutes(24 * 60), '2027-01-16T08:01:00Z'],
  ])('a wake-up %s is a schedule for the first minute that is not too early', async (_what, wait, at) => {
    await inTime(wait);
    expect(queue.sent).toEqual([]);
    expect([...scheduler.schedules.values()]).toEqual([
      expect.objectContaining({
        at: Date.parse(at),
        target: queue.queueArn,
        role: roleArn,
        input: wakeUp,
        afterwards: 'DELETE',
      }),
    ]);
  });

  test('the same wake-up is one schedule however often it is requested', async () => {
    await Promise.all([inTime(minutes(30)), inTime(minutes(30)), inTime(minutes(30) + 1)]);
    expect(scheduler.schedules.size).toBe(1);
  });

  test('wake-ups of another time, message or household are schedules of their own', async () => {
    const at = after(now, minutes(30));
    await inTime(minutes(30));
    await inTime(minutes(31));
    await wakeUps.wake({ household: home, message: '01JOTHER' as MessageId }, { at, now });
    await wakeUps.wake({ household: 'away' as HouseholdId, message }, { at, now });
    expect(scheduler.schedules.size).toBe(4);
  });
});

describe('a wake-up that does not go through at once', () => {
  const passing: [string, Fault][] = [
    ['exceeds the rate', jsonProblem('ThrottlingException', 'Rate exceeded', 429)],
    ['meets a fault', jsonProblem('InternalServerException', 'fault', 500)],
    ['loses its connection', 'reset'],
    ['loses its answer', 'lost'],
    ['gets no answer', 'hang'],
  ];

  test.each(passing)('a schedule whose request %s is requested again and made once', async (_what, fault) => {
    scheduler.wire.fail('CreateSchedule', fault);
    await inTime(minutes(30));
    expect(scheduler.schedules.size).toBe(1);
    expect(scheduler.wire.asked).toHaveLength(2);
  });

  test.each(passing)(
    'a delayed message whose request %s is sent to the queue again',
    async (_what, fault) => {
      queue.wire.fail('SendMessage', fault);
      await inTime(minutes(1));
      expect(queue.wire.asked).toHaveLength(2);
      expect(queue.sent.at(-1)).toEqual({ body: wakeUp, delay: 60 });
    },
  );

  test('a wake-up without permission rejects with a code', async () => {
    scheduler.wire.fail('CreateSchedule', jsonProblem('AccessDeniedException', 'no', 403));
    queue.wire.fail('SendMessage', jsonProblem('AccessDenied', 'no', 403));
    await expect(inTime(minutes(30))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(inTime(minutes(1))).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
