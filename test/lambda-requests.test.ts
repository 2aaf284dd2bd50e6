import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, type CloudPhone, startCloud } from './support/a-cloud.ts';
import { dictates, sendsTo } from './support/alexa-envelopes.ts';

/** What AWS is asked for one message, on the built functions: the counts that docs/operating-aws.md names. */
let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
}, 60_000);
afterAll(() => (cloud as Cloud | undefined)?.stop());

/** Lambda reads the stream itself, and nobody pays for it. */
const OF_THE_STREAM = ['ListStreams', 'DescribeStream', 'GetShardIterator', 'GetRecords'];

/** How often something asks AWS for each operation. */
async function asks(act: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = new Map(Object.values(cloud.peers.wires).map(wire => [wire, wire.asked.length]));
  await act();
  const count: Record<string, number> = {};
  for (const [wire, length] of before)
    for (const { operation } of wire.asked.slice(length))
      if (!OF_THE_STREAM.includes(operation)) count[operation] = (count[operation] ?? 0) + 1;
  return count;
}

async function newest(phone: CloudPhone) {
  const [view] = await phone.messages();
  if (!view) throw new Error('there is no message');
  return view;
}

const speaks = (user: string) =>
  asks(async () => {
    await cloud.says(sendsTo('anna'), user);
    await cloud.says(dictates('Dinner is at seven.'), user);
  });
const attends = () => asks(() => cloud.attends());

const spoken = { GetItem: 6, Query: 4, PutItem: 2, PutObject: 1 };
const rendered = {
  GetItem: 6,
  Query: 1,
  PutItem: 2,
  GetObject: 1,
  PutObject: 2,
  SynthesizeSpeech: 1,
  CreateSchedule: 1,
};

describe('A dictated message asks AWS', () => {
  test('64 times from the first turn to its delivery, 26 of them for what the phone asks', async () => {
    const user = 'amzn1.ask.account.RELEASES';
    const phone = await cloud.pairs(user);
    await cloud.attends();
    expect(await speaks(user)).toEqual(spoken);
    expect(await attends()).toEqual(rendered);
    expect(
      await asks(async () => {
        const view = await newest(phone);
        await phone.answer(view, await phone.signedRelease(view));
      }),
    ).toEqual({ GetItem: 13, Query: 1, PutItem: 8, GetObject: 4 });
    expect(await attends()).toEqual({
      GetItem: 5,
      PutItem: 1,
      TransactWriteItems: 1,
      GetObject: 2,
      SendEmail: 1,
      CreateSchedule: 1,
    });
    expect((await newest(phone)).state).toBe('delivered');
  });

  test('45 times where it is discarded', async () => {
    const user = 'amzn1.ask.account.DISCARDS';
    const phone = await cloud.pairs(user);
    await cloud.attends();
    expect(await speaks(user)).toEqual(spoken);
    expect(await attends()).toEqual(rendered);
    expect(
      await asks(async () => {
        const view = await newest(phone);
        await phone.answer(view, await phone.signedDiscard(view));
      }),
    ).toEqual({ GetItem: 7, Query: 1, PutItem: 4 });
    expect(await attends()).toEqual({ GetItem: 3, PutItem: 1, ListObjectVersions: 1, DeleteObjects: 1 });
    expect((await newest(phone)).state).toBe('discarded');
  });
});
