import { beforeEach, describe, expect, test } from '@jest/globals';
import { attendBatch } from '../../lambda/attend-batch.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import { after, minutes } from '../../core/household/instant.ts';
import { MARKER_PREFIX, sortKey } from '../../adapters/aws/document-item.ts';
import type { Kind } from '../../services/ports/documents.ts';
import { aHouseholdId, aMessageId, noon } from '../support/builders/builders.ts';

const home = aHouseholdId('home');
const later = after(noon, minutes(5));

/** Records of the table's stream: of an item, of a document, and of a change marker. */
const recordOf = (sk: string, number: string, household: HouseholdId = home) => ({
  eventSource: 'aws:dynamodb',
  dynamodb: { SequenceNumber: number, Keys: { pk: { S: household }, sk: { S: sk } } },
});
const putOf = (kind: Kind, id: string, number: string) => recordOf(sortKey(kind, id), number);
const changeOf = (message: string, number: string, household?: HouseholdId) =>
  recordOf(MARKER_PREFIX + message, number, household);
const wakeUpOf = (message: string, id: string) => ({
  eventSource: 'aws:sqs',
  messageId: id,
  body: JSON.stringify({ household: home, message }),
});

let attended: string[];
let notified: string[];
let woken: [household: string, message: string, at: Instant, now: Instant][];
let log: unknown[];
/** The result of attending to a message: the next time, `missing`, or an error. */
let leadsTo: Map<string, Instant | 'missing' | Error>;
/** The errors of asking for a wake-up, and of notifying revoked phones. */
let failsToWake: Error | undefined;
let failsToNotify: Error | undefined;
let now: Instant;
let courier: ReturnType<typeof attendBatch>;

beforeEach(() => {
  [attended, notified, woken, log, leadsTo] = [[], [], [], [], new Map()];
  [failsToWake, failsToNotify, now] = [undefined, undefined, noon];
  courier = attendBatch({
    async attend(_household, message) {
      attended.push(message);
      const end = leadsTo.get(message);
      if (end instanceof Error) throw end;
      return end;
    },
    async notifyRevoked(household) {
      notified.push(household);
      if (failsToNotify) throw failsToNotify;
    },
    wakeUps: {
      async wake({ household, message }, { at, now }) {
        if (failsToWake) throw failsToWake;
        woken.push([household, message, at, now]);
      },
    },
    clock: () => now,
    log: line => log.push(line),
  });
});

const none = { batchItemFailures: [] };

describe('a batch', () => {
  test('a batch with many changes of one message attends to it once', async () => {
    const Records = ['1', '2', '3'].map(number => changeOf('a', number));
    expect(await courier({ Records: [...Records, changeOf('b', '4')] })).toEqual(none);
    expect(attended).toEqual(['a', 'b']);
  });

  test('a batch with many wake-ups of one message attends to it once', async () => {
    const Records = [wakeUpOf('a', '1'), wakeUpOf('a', '2'), wakeUpOf('b', '3')];
    expect(await courier({ Records })).toEqual(none);
    expect(attended).toEqual(['a', 'b']);
  });

  test('exactly the records of the failed subjects are reported as failed, and the others are attended to', async () => {
    leadsTo.set('a', Object.assign(new Error('dinner is at seven'), { code: 'ETIMEDOUT' }));
    const Records = [changeOf('a', '1'), changeOf('b', '2'), changeOf('a', '3')];
    expect(await courier({ Records })).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '3' }],
    });
    expect(attended).toEqual(['a', 'b']);
    expect(log).toEqual([{ event: 'courier failed', code: 'ETIMEDOUT', message: 'a' }]);
  });

  test('a change of a trust list notifies revoked phones, and a change of another document does nothing', async () => {
    await courier({ Records: [putOf('trust', 'trust', '1'), putOf('household', 'household', '2')] });
    expect([notified, attended]).toEqual([[home], []]);
  });

  test('a change of a trust list is reported as failed where revoked phones could not be notified', async () => {
    failsToNotify = Object.assign(new Error('Ben’s phone'), { code: 'ECONNRESET' });
    expect(await courier({ Records: [putOf('trust', 'trust', '1'), changeOf('a', '2')] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
    expect([attended, log]).toEqual([['a'], [{ event: 'courier failed', code: 'ECONNRESET' }]]);
  });

  test('a message that waits for nothing gets no wake-up', async () => {
    await courier({ Records: [changeOf('a', '1')] });
    await courier({ Records: [wakeUpOf('a', '2')] });
    expect([attended, woken]).toEqual([['a', 'a'], []]);
  });

  test('a malformed record is logged and not reported as failed', async () => {
    const Records = [{ eventSource: 'aws:dynamodb' }, changeOf('a', '2')];
    expect(await courier({ Records })).toEqual(none);
    expect([attended, log]).toEqual([['a'], [{ event: 'record refused', code: 'record-malformed' }]]);
  });

  test.each([[null], [{}], [{ Records: [] }], [{ Records: [{ eventSource: 'aws:s3' }] }], ['x']])(
    'an unknown event (%j) is refused as event-unknown',
    async event => {
      expect(await courier(event)).toEqual(none);
      expect(log).toEqual([{ event: 'event refused', code: 'event-unknown' }]);
    },
  );
});

describe('a message that waits', () => {
  beforeEach(() => void leadsTo.set('a', later));
  const changed = () => courier({ Records: [changeOf('a', '1')] });

  test('a message that waits gets one wake-up at its time, however often it changes', async () => {
    await changed();
    await changed();
    expect(woken).toEqual([[home, aMessageId('a'), later, noon]]);
  });

  test('a message whose time is now earlier gets another wake-up', async () => {
    await changed();
    leadsTo.set('a', noon);
    await changed();
    expect(woken.map(([, , at]) => at)).toEqual([later, noon]);
  });

  test('a message whose time is now later gets its wake-up only when the pending one has come', async () => {
    await changed();
    leadsTo.set('a', after(later, minutes(60)));
    await changed();
    expect(woken.map(([, , at]) => at)).toEqual([later]);
    now = later;
    await courier({ Records: [wakeUpOf('a', '1')] });
    expect(woken.map(([, , at]) => at)).toEqual([later, after(later, minutes(60))]);
  });

  test('a change asks for a wake-up where the time of the pending one has passed', async () => {
    await changed();
    leadsTo.set('a', after(later, minutes(60)));
    now = later;
    await changed();
    expect(woken.map(([, , at]) => at)).toEqual([later, after(later, minutes(60))]);
  });

  test('a wake-up that comes too early asks for another one', async () => {
    await changed();
    await courier({ Records: [wakeUpOf('a', '1')] });
    expect(woken).toHaveLength(2);
  });

  test('messages with the same id in two households each get their wake-up', async () => {
    const other = aHouseholdId('other');
    await changed();
    await courier({ Records: [changeOf('a', '2', other)] });
    expect(woken.map(([household]) => household)).toEqual([home, other]);
  });

  test('a record whose wake-up could not be asked for is reported as failed, and asks again', async () => {
    failsToWake = Object.assign(new Error('a queue that is full'), { code: 'Throttled' });
    expect(await changed()).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    failsToWake = undefined;
    expect(await changed()).toEqual(none);
    expect(woken).toHaveLength(1);
  });
});

describe('a missing message', () => {
  beforeEach(() => void leadsTo.set('a', 'missing'));
  const changed = () => courier({ Records: [changeOf('a', '1')] });

  test('a change of a missing message asks for one wake-up a minute later', async () => {
    await changed();
    await changed();
    expect(woken).toEqual([[home, aMessageId('a'), after(noon, minutes(1)), noon]]);
  });

  test('a message that is still missing at its wake-up gets no further one', async () => {
    await changed();
    now = after(noon, minutes(1));
    expect(await courier({ Records: [wakeUpOf('a', '1')] })).toEqual(none);
    expect([attended, woken.length]).toEqual([['a', 'a'], 1]);
  });

  test('a message that exists at its wake-up gets the wake-up for its own time', async () => {
    await changed();
    leadsTo.set('a', later);
    await courier({ Records: [wakeUpOf('a', '1')] });
    expect(woken.map(([, , at]) => at)).toEqual([after(noon, minutes(1)), later]);
  });
});
