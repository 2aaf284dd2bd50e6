import { beforeEach, describe, expect, test } from '@jest/globals';
import { attendBatch } from '../../lambda/attend-batch.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import { after, minutes } from '../../core/household/instant.ts';
import { MARKER_PREFIX, sortKey } from '../../adapters/aws/document-item.ts';
import type { Kind } from '../../services/ports/documents.ts';
import { aHousehold, aMessageId, noon } from '../support/builders/builders.ts';

const home = aHousehold('home');
const later = after(noon, minutes(5));

/** Records of the table's stream: of an item, of a document, and of what says that somebody changed a message. */
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
let toldRevoked: string[];
let woken: [household: string, message: string, at: Instant, now: Instant][];
let log: unknown[];
/** What attending to a message leads to: a time to be woken at, nothing as it is missing, or a failure. */
let leadsTo: Map<string, Instant | 'missing' | Error>;
/** What comes of the next wish to be woken, and of telling revoked phones. */
let failsToWake: Error | undefined;
let failsToTell: Error | undefined;
let now: Instant;
let courier: ReturnType<typeof attendBatch>;

beforeEach(() => {
  [attended, toldRevoked, woken, log, leadsTo] = [[], [], [], [], new Map()];
  [failsToWake, failsToTell, now] = [undefined, undefined, noon];
  courier = attendBatch({
    async attend(_household, message) {
      attended.push(message);
      const end = leadsTo.get(message);
      if (end instanceof Error) throw end;
      return end;
    },
    async notifyRevoked(household) {
      toldRevoked.push(household);
      if (failsToTell) throw failsToTell;
    },
    wakeUps: {
      async wake(household, message, at, now) {
        if (failsToWake) throw failsToWake;
        woken.push([household, message, at, now]);
      },
    },
    clock: () => now,
    log: line => log.push(line),
  });
});

const none = { batchItemFailures: [] };

describe('A batch', () => {
  test('of many changes of one message attends to it once', async () => {
    const Records = ['1', '2', '3'].map(number => changeOf('a', number));
    expect(await courier({ Records: [...Records, changeOf('b', '4')] })).toEqual(none);
    expect(attended).toEqual(['a', 'b']);
  });

  test('of wake-ups attends to each message once', async () => {
    const Records = [wakeUpOf('a', '1'), wakeUpOf('a', '2'), wakeUpOf('b', '3')];
    expect(await courier({ Records })).toEqual(none);
    expect(attended).toEqual(['a', 'b']);
  });

  test('brings again exactly the records about what failed, and does the rest', async () => {
    leadsTo.set('a', Object.assign(new Error('dinner is at seven'), { code: 'ETIMEDOUT' }));
    const Records = [changeOf('a', '1'), changeOf('b', '2'), changeOf('a', '3')];
    expect(await courier({ Records })).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '3' }],
    });
    expect(attended).toEqual(['a', 'b']);
    expect(log).toEqual([{ event: 'courier failed', code: 'ETIMEDOUT', message: 'a' }]);
  });

  test('tells revoked phones when the trust list changed, and leaves other documents alone', async () => {
    await courier({ Records: [putOf('trust', 'trust', '1'), putOf('household', 'household', '2')] });
    expect([toldRevoked, attended]).toEqual([[home], []]);
  });

  test('brings again the change of a trust list whose revoked phones could not be told', async () => {
    failsToTell = Object.assign(new Error('Ben’s phone'), { code: 'ECONNRESET' });
    expect(await courier({ Records: [putOf('trust', 'trust', '1'), changeOf('a', '2')] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
    expect([attended, log]).toEqual([['a'], [{ event: 'courier failed', code: 'ECONNRESET' }]]);
  });

  test('whose message has nothing more to wait for asks for no wake-up', async () => {
    await courier({ Records: [changeOf('a', '1')] });
    await courier({ Records: [wakeUpOf('a', '2')] });
    expect([attended, woken]).toEqual([['a', 'a'], []]);
  });

  test('has what cannot be read left out of it, is logged so, and is not brought again', async () => {
    const Records = [{ eventSource: 'aws:dynamodb' }, changeOf('a', '2')];
    expect(await courier({ Records })).toEqual(none);
    expect([attended, log]).toEqual([['a'], [{ event: 'record refused', code: 'record-malformed' }]]);
  });

  test.each([[null], [{}], [{ Records: [] }], [{ Records: [{ eventSource: 'aws:s3' }] }], ['x']])(
    'that is none (%j) is refused with a code',
    async event => {
      expect(await courier(event)).toEqual(none);
      expect(log).toEqual([{ event: 'event refused', code: 'event-unknown' }]);
    },
  );
});

describe('A message whose time is still to come', () => {
  beforeEach(() => void leadsTo.set('a', later));
  const changed = () => courier({ Records: [changeOf('a', '1')] });

  test('is asked to be woken then, once however often it changes', async () => {
    await changed();
    await changed();
    expect(woken).toEqual([[home, aMessageId('a'), later, noon]]);
  });

  test('is asked to be woken again where its time moved', async () => {
    await changed();
    leadsTo.set('a', noon);
    await changed();
    expect(woken.map(([, , at]) => at)).toEqual([later, noon]);
  });

  test('is not asked to be woken again for a later time, as the earlier wake-up will ask for it', async () => {
    await changed();
    leadsTo.set('a', after(later, minutes(60)));
    await changed();
    expect(woken.map(([, , at]) => at)).toEqual([later]);
    now = later;
    await courier({ Records: [wakeUpOf('a', '1')] });
    expect(woken.map(([, , at]) => at)).toEqual([later, after(later, minutes(60))]);
  });

  test('is asked to be woken by a change after a wake-up that was due did not come here', async () => {
    await changed();
    leadsTo.set('a', after(later, minutes(60)));
    now = later;
    await changed();
    expect(woken.map(([, , at]) => at)).toEqual([later, after(later, minutes(60))]);
  });

  test('is asked to be woken again by a wake-up that came too early, as that one is used up', async () => {
    await changed();
    await courier({ Records: [wakeUpOf('a', '1')] });
    expect(woken).toHaveLength(2);
  });

  test('is asked to be woken beside a message with the same id in another household', async () => {
    const other = aHousehold('other');
    await changed();
    await courier({ Records: [changeOf('a', '2', other)] });
    expect(woken.map(([household]) => household)).toEqual([home, other]);
  });

  test('is brought again when it could not be asked to be woken, and is asked then', async () => {
    failsToWake = Object.assign(new Error('a queue that is full'), { code: 'Throttled' });
    expect(await changed()).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    failsToWake = undefined;
    expect(await changed()).toEqual(none);
    expect(woken).toHaveLength(1);
  });
});

describe('A message that is not there', () => {
  beforeEach(() => void leadsTo.set('a', 'missing'));
  const changed = () => courier({ Records: [changeOf('a', '1')] });

  test('is looked for once more a minute after its change, as that may be heard of first', async () => {
    await changed();
    await changed();
    expect(woken).toEqual([[home, aMessageId('a'), after(noon, minutes(1)), noon]]);
  });

  test('is given up when it is not there then, either', async () => {
    await changed();
    now = after(noon, minutes(1));
    expect(await courier({ Records: [wakeUpOf('a', '1')] })).toEqual(none);
    expect([attended, woken.length]).toEqual([['a', 'a'], 1]);
  });

  test('and has come when it is looked for again is woken when its own time has come', async () => {
    await changed();
    leadsTo.set('a', later);
    await courier({ Records: [wakeUpOf('a', '1')] });
    expect(woken.map(([, , at]) => at)).toEqual([after(noon, minutes(1)), later]);
  });
});
