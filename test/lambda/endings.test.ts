import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BatchResponse } from '../../lambda/attend-batch.ts';
import { instant } from '../../core/household/instant.ts';
import { MARKER_PREFIX } from '../../adapters/aws/document-item.ts';
import { type Cloud, type CloudPhone, startCloud } from '../support/aws/a-cloud.ts';
import { jsonProblem } from '../support/aws/aws-json.ts';
import type { ChangeRecord } from '../support/aws/aws-peers.ts';
import { anAccount, holds, newest, renders } from '../support/aws/cloud-account.ts';
import { howFar, TIMEOUT } from '../support/how-far.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
}, TIMEOUT);
afterAll(() => (cloud as Cloud | undefined)?.stop());

/** A way in which the stream's records reach the courier. */
type Way = (records: ChangeRecord[]) => Promise<unknown>;

const invoke = (Records: unknown[]) => cloud.functions.courier.invoke<BatchResponse>({ Records });
const inTurn = async (batches: ChangeRecord[][]): Promise<void> => {
  for (const batch of batches) await invoke(batch);
};
/** One wake-up for each changed message, as EventBridge Scheduler and SQS bring it. */
const wakeUps = (records: ChangeRecord[]): unknown[] =>
  records
    .filter(({ dynamodb }) => dynamodb.Keys.sk.S.startsWith(MARKER_PREFIX))
    .map(({ dynamodb: { Keys, SequenceNumber } }) => ({
      eventSource: 'aws:sqs',
      messageId: `wake-${SequenceNumber}`,
      body: JSON.stringify({ household: Keys.pk.S, message: Keys.sk.S.slice(MARKER_PREFIX.length) }),
    }));

const ways: [string, Way][] = [
  ['once and in order', invoke],
  ['each change twice', records => inTurn([records, records])],
  ['in reverse order, one by one', records => inTurn(records.toReversed().map(record => [record]))],
  ['three times concurrently', records => Promise.all([invoke(records), invoke(records), invoke(records)])],
  ['as two wake-ups and not by the stream', records => invoke([...wakeUps(records), ...wakeUps(records)])],
  [
    'by the stream and by wake-ups concurrently',
    records => Promise.all([invoke(records), invoke(wakeUps(records))]),
  ],
  [
    'in a batch that fails at first and is delivered again',
    async records => {
      const broken = jsonProblem('InternalServerError', 'Try again.', 500);
      cloud.peers.dynamo.wire.fail('BatchGetItem', broken, broken, broken);
      const { batchItemFailures } = await invoke(records);
      expect(batchItemFailures.length).toBeGreaterThan(0);
      cloud.peers.dynamo.wire.heal();
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      await invoke(records.filter(({ dynamodb }) => failed.has(dynamodb.SequenceNumber)));
    },
  ],
];

/** Invokes the courier with every change, and every change that follows, until there are no more. Gives all of them. */
async function attends(way: Way): Promise<ChangeRecord[]> {
  const all: ChangeRecord[] = [];
  for (let records = await cloud.peers.changes(); records.length > 0; records = await cloud.peers.changes()) {
    all.push(...records);
    await way(records);
  }
  return all;
}

const answersWith = (sign: 'signedRelease' | 'signedDiscard') => async (phone: CloudPhone) => {
  const view = await newest(phone);
  expect((await phone.answer(view, await phone[sign](view))).status).toBe(200);
};

/** For each final state: what leads a held message to it, and how many mails are sent. */
const ends: [end: string, mails: number, lead: (phone: CloudPhone) => Promise<void>][] = [
  ['delivered', 1, answersWith('signedRelease')],
  ['discarded', 0, answersWith('signedDiscard')],
  [
    'expired',
    0,
    async phone => {
      const { documents } = cloud;
      const message = await documents.get(phone.household, 'message', (await newest(phone)).id);
      if (!message) throw new Error('there is no message');
      await documents.put({ ...message, holdUntil: instant(Date.now() - 1) }, message.version);
    },
  ],
  [
    'failed',
    0,
    async phone => {
      await answersWith('signedRelease')(phone);
      cloud.peers.ses.wire.fail('SendEmail', jsonProblem('BadRequestException', 'Illegal address.'));
    },
  ],
  [
    'unknown',
    1,
    async phone => {
      await answersWith('signedRelease')(phone);
      cloud.peers.ses.wire.fail('SendEmail', 'lost');
    },
  ],
];

/** The short form tries each end in three of the seven ways, and each way with more than one end. */
const pairs = ends.flatMap((end, nth) =>
  ways
    .filter((_, way) => howFar({ short: (way + 2 * nth) % 7 < 3, long: true }))
    .map(way => ({ end: end[0], mails: end[1], lead: end[2], how: way[0], way: way[1] })),
);

test.each(pairs)(
  'a held message ends once, as $end, when each change reaches the courier $how',
  async ({ end, mails, lead, way }) => {
    const { user, phone } = await anAccount(cloud);
    await holds(cloud, user, 'Hi.');
    const before = cloud.peers.ses.mails.length;
    const heard = await attends(way);
    expect((await renders(cloud, phone)).state).toBe('held');
    await lead(phone);
    heard.push(...(await attends(way)));
    const { state, history, erased } = await newest(phone);
    expect(state).toBe(end);
    expect(history.filter(({ event }) => event === end)).toHaveLength(1);
    expect(cloud.peers.ses.mails.length - before).toBe(mails);
    const kept = cloud.peers.s3
      .versions(cloud.peers.bucket)
      .filter(({ key }) => key.startsWith(phone.household));
    expect([erased, kept.length]).toEqual('discarded expired'.includes(end) ? [true, 0] : [false, 2]);

    // Every change reaches the courier once more: nothing changes.
    await invoke(heard);
    expect((await newest(phone)).history).toEqual(history);
    expect(cloud.peers.ses.mails.length - before).toBe(mails);
  },
  TIMEOUT,
);
