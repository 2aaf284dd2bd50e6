import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEGS, type LegName } from '../../bench/scale/counted-requests.ts';
import { pushNotifier } from '../../services/courier/push-notifier.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import { keyFrom } from '../../lambda/secrets.ts';
import { hours, instant, seconds } from '../../core/household/instant.ts';
import type { Message } from '../../core/message/message.ts';
import { type Cloud, type CloudPhone, START_TIMEOUT, startCloud } from '../support/aws/a-cloud.ts';
import { aPushSender } from '../support/builders/a-push-sender.ts';
import { dictates, sendsTo } from '../support/builders/alexa-envelopes.ts';
import { type Bill, billOf, priceOfThousand, requestsOf, summed } from '../support/aws/aws-bill.ts';
import type { Asked } from '../support/aws/aws-wire.ts';
import { anAccount, newest, wakes } from '../support/aws/cloud-account.ts';
import { noon } from '../support/builders/builders.ts';

/** The requests to AWS for one message, by the built functions: docs/cost.md states these counts. */
let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
}, START_TIMEOUT);
afterAll(() => (cloud as Cloud | undefined)?.stop());

/** Lambda reads the stream by itself, free of charge. */
const OF_THE_STREAM = ['ListStreams', 'DescribeStream', 'GetShardIterator', 'GetRecords', 'CreateTable'];

/** Whether the SDK asks for the second time: on a busy machine an answer may have come too late. */
const isRetry = ({ headers }: Asked): boolean =>
  /attempt=(?!1\b)\d/.test(headers['amz-sdk-request']?.toString() ?? '');

/** The requests to AWS while something runs. */
async function requestsDuring(act: () => Promise<unknown>): Promise<Bill> {
  const wires = [...new Set(Object.values(cloud.peers.wires))];
  const counted = () =>
    wires.map(wire => wire.asked.filter(one => !OF_THE_STREAM.includes(one.operation) && !isRetry(one)));
  const before = counted().map(({ length }) => length);
  await act();
  return summed(counted().map((asked, index) => billOf(asked, before[index] ?? 0)));
}

const speaks = (user: string) =>
  requestsDuring(async () => {
    await cloud.says(sendsTo('anna'), user);
    await cloud.says(dictates('Dinner is at seven.'), user);
  });
const attends = () => requestsDuring(() => cloud.attends());

/** Its owner takes up the phone, looks at the list with which the trust list comes, listens, and releases. */
const releases = (phone: CloudPhone) =>
  requestsDuring(async () => {
    const view = await newest(phone);
    const jws = await phone.signedRelease(view);
    await phone.answer(view, jws);
  });
const discards = (phone: CloudPhone) =>
  requestsDuring(async () => {
    const view = await newest(phone);
    await phone.answer(view, await phone.signedDiscard(view));
  });

/** What a wake-up asks for once the newest message's document says that its time is over. */
async function wakesAfter(phone: CloudPhone, isOver: (message: Message) => Message): Promise<Bill> {
  const { documents } = cloud;
  const { id } = await newest(phone);
  const message = await documents.get(phone.household, 'message', id);
  if (!message) throw new Error('there is no message');
  await documents.put(isOver(message), message.version);
  await cloud.peers.changes();
  return requestsDuring(() => wakes(cloud, phone, { id }));
}
const longAgo = instant(Date.now() - hours(25));

/** The requests of these legs together. */
const requestsIn = (...names: LegName[]): Bill['requests'] =>
  summed(names.map(name => ({ ...LEGS[name], sent: 0, received: 0 }))).requests;

/** What a message costs hangs on the sizes of its documents, which hang a little on its ids and figures. */
function checkUnits(bill: Bill, ...names: LegName[]): void {
  for (const units of ['readUnits', 'writeUnits'] as const) {
    const listed = names.reduce((sum, name) => sum + LEGS[name][units], 0);
    expect(Math.abs(bill[units] - listed)).toBeLessThanOrEqual(names.length);
  }
}

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'cost.md'), 'utf8');

/** Checks the count in docs/cost.md, and prints the other figures that it states. */
function checkCost(what: string, bill: Bill): void {
  expect(page).toMatch(new RegExp(`^\\| ${what} +\\| ${requestsOf(bill)} +\\|`, 'm'));
  const { readUnits, writeUnits, sent, received } = bill;
  const units = `${readUnits} read and ${writeUnits} write units, ${sent} bytes sent, ${received} received`;
  const price = priceOfThousand(bill).toFixed(3);
  process.stdout.write(`${what}: ${requestsOf(bill)} requests, ${units}, USD ${price} a thousand\n`);
}

test('the phone is offered no channel whose secret is not stored', async () => {
  const { phone } = await anAccount(cloud);
  expect((await phone.call('GET', '/server')).body).toMatchObject({ channels: ['email'] });
});

describe('a dictated message', () => {
  let user: string;
  let phone: CloudPhone;
  beforeEach(async () => {
    ({ user, phone } = await anAccount(cloud));
    // A household's first message also stores the room.
    await speaks(user);
    await discards(phone);
    await attends();
  });

  test('the first message to an address takes two more requests, which keep that there was one', async () => {
    for (const act of [() => speaks(user), attends, () => releases(phone)]) await act();
    const { requests } = await attends();
    expect(requests).toEqual({ ...requestsIn('delivered'), GetItem: 2, TransactWriteItems: 2 });
  });

  test('a delivered message takes 26 requests to AWS, at less than USD 0.10 for a thousand messages', async () => {
    for (const act of [() => speaks(user), attends, () => releases(phone), attends]) await act();
    const bills = [await speaks(user), await attends(), await releases(phone), await attends()];
    const legs: LegName[][] = [['opened', 'dictated'], ['rendered'], ['released'], ['delivered']];
    expect(bills.map(({ requests }) => requests)).toEqual(legs.map(names => requestsIn(...names)));
    for (const [at, bill] of bills.entries()) checkUnits(bill, ...(legs[at] ?? []));
    expect((await newest(phone)).state).toBe('delivered');
    const all = summed(bills);
    checkCost('released', all);
    expect(requestsOf(all)).toBe(26);
    expect(priceOfThousand(all)).toBeLessThan(0.1);
  });

  test('a release that can be undone takes two more requests, and one for the erasure', async () => {
    await phone.set({ undo: seconds(30) });
    for (const act of [() => speaks(user), attends, () => releases(phone)]) await act();
    const bill = await attends();
    expect((await newest(phone)).state).toBe('released');
    expect(bill.requests).toEqual(requestsIn('awaited'));
    checkUnits(bill, 'awaited');
    const woken = await wakesAfter(phone, message => ({ ...message, retryAt: longAgo }));
    expect((await newest(phone)).state).toBe('delivered');
    expect(woken.requests).toEqual({
      ...requestsIn('delivered', 'scheduled'),
      GetItem: 2,
      TransactWriteItems: 2,
    });
  });

  test('erasing a delivered message takes four more requests', async () => {
    for (const act of [() => speaks(user), attends, () => releases(phone), attends]) await act();
    const bill = await wakesAfter(phone, message => ({ ...message, endedAt: longAgo }) as Message);
    expect(bill.requests).toEqual(requestsIn('erased'));
    checkUnits(bill, 'erased');
    checkCost('erased later', bill);
  });

  test('the end of the hold of a delivered message takes two requests, which ask for the erasure', async () => {
    for (const act of [() => speaks(user), attends, () => releases(phone), attends]) await act();
    const bill = await wakesAfter(phone, message => message);
    expect(bill.requests).toEqual(requestsIn('kept'));
    checkUnits(bill, 'kept');
  });

  test('an open app that looks at the list takes two requests', async () => {
    await speaks(user);
    await phone.messages();
    const bill = await requestsDuring(() => phone.messages());
    expect(bill.requests).toEqual(requestsIn('looked'));
    checkUnits(bill, 'looked');
  });

  test('a discarded message takes 19 requests', async () => {
    const bills = [await speaks(user), await attends(), await discards(phone), await attends()];
    const legs: LegName[] = ['discarded', 'erased'];
    expect(bills.slice(2).map(({ requests }) => requests)).toEqual(legs.map(name => requestsIn(name)));
    for (const [at, name] of legs.entries()) checkUnits(bills[at + 2] as Bill, name);
    expect((await newest(phone)).state).toBe('discarded');
    const all = summed(bills);
    checkCost('discarded', all);
    expect(requestsOf(all)).toBe(19);
    expect(priceOfThousand(all)).toBeLessThan(0.1);
  });

  test('an expired message takes 16 requests', async () => {
    const bills = [
      await speaks(user),
      await attends(),
      await wakesAfter(phone, message => ({ ...message, holdUntil: longAgo })),
    ];
    expect(bills[2]?.requests).toEqual(requestsIn('expired'));
    checkUnits(bills[2] as Bill, 'expired');
    expect((await newest(phone)).state).toBe('expired');
    const all = summed(bills);
    checkCost('expired', all);
    expect(requestsOf(all)).toBe(16);
    expect(priceOfThousand(all)).toBeLessThan(0.1);
  });

  test('a notification of a subscribed phone takes one more request', async () => {
    const { ssm } = cloud.peers;
    const anchor = keyFrom('anchor', ssm.parameters.get('/second-yes/anchor-key')?.value);
    const { documents } = cloud;
    const phones = pushNotifier({
      documents,
      anchor,
      sealKey: keyFrom('seal', ssm.parameters.get('/second-yes/seal-key')?.value),
      sender: aPushSender(),
      app: () => 'https://home.example/phone/',
      clock: () => noon,
      log: () => {},
    });
    await speaks(user);
    const view = await newest(phone);
    const message = await documents.get(phone.household, 'message', view.id);
    const telling = () => requestsDuring(async () => message && (await phones.notify(message, 'waiting')));
    const before = await telling();
    expect(before.requests).toEqual({ Query: 1 });
    const target = { endpoint: 'https://fcm.googleapis.com/a', keys: { p256dh: 'a', auth: 'b' } };
    const id: PhoneId = phone.keys.id;
    const { household } = phone;
    await documents.put({ kind: 'subscription', household, id, version: 0, since: noon, target }, 0);
    expect((await telling()).requests).toEqual(summed([before, { ...before, ...LEGS.pushed }]).requests);
  });
});
