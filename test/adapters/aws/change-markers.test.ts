import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { BatchWriteItemCommand, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import type { HouseholdId } from '../../../core/household/ids.ts';
import type { Held } from '../../../core/message/message.ts';
import { changeMessage } from '../../../services/storage/change-message.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { dynamoDocuments } from '../../../adapters/aws/dynamo-documents.ts';
import { type AwsPeers, startAwsPeers } from '../../support/aws/aws-peers.ts';
import { aHeldMessage, aMessageId, aPhoneId, noon } from '../../support/builders/builders.ts';

/** The change records of the table's stream that pass the stack's filter. */
let peers: AwsPeers;
let client: DynamoDBClient;
/** The table as the skill and the companion write to it, and as the courier does. */
let others: Documents;
let couriers: Documents;
beforeAll(async () => {
  peers = await startAwsPeers();
  client = new DynamoDBClient(peers.dynamo.wire.client);
  others = dynamoDocuments({ client, table: peers.table, marksChanges: true });
  couriers = dynamoDocuments({ client, table: peers.table });
});
afterAll(async () => {
  client.destroy();
  await peers.stop();
});

let message: Held;
beforeEach(() => {
  const household = randomUUID() as HouseholdId;
  message = aHeldMessage({ household });
});

/** The keys of the change records since the last call. */
const heard = async () =>
  (await peers.changes()).map(({ dynamodb }) => [dynamodb.Keys.pk.S, dynamodb.Keys.sk.S]);
const changed = (): unknown => [message.household, `~changed#${message.id}`];

test('each write of a message by another function gives the courier one change record', async () => {
  for (const version of [0, 1, 2]) {
    await others.put(message, version);
    expect(await heard()).toEqual([changed()]);
  }
});

test('the courier gets no change record of its own writes', async () => {
  await couriers.put(message, 0);
  await couriers.put(message, 1);
  expect(await heard()).toEqual([]);
});

test('the courier gets exactly the change records of others where writes alternate', async () => {
  await others.put(message, 0);
  await couriers.put(message, 1);
  await others.put(message, 2);
  await couriers.put(message, 3);
  expect(await heard()).toEqual([changed(), changed()]);
});

test('the courier gets no change record when a phone listens, and one when it answers', async () => {
  await couriers.put(message, 0);
  const { household, id } = message;
  await changeMessage(others, {
    household,
    id,
    command: { do: 'listen', phone: aPhoneId(), nonce: 'nonce-1' },
    now: noon,
  });
  expect(await heard()).toEqual([]);
  await changeMessage(others, { household, id, command: { do: 'discard', by: 'voice' }, now: noon });
  expect(await heard()).toEqual([changed()]);
});

test('the courier gets no change record of a lost race', async () => {
  await couriers.put(message, 0);
  expect(await others.put(message, 0)).toBe(false);
  expect(await heard()).toEqual([]);
});

test('the courier gets a change record of a trust list, and of no other document', async () => {
  const { household } = message;
  await others.put({ kind: 'trust', household, id: 'trust', version: 0, links: [] }, 0);
  await others.put({ kind: 'household', household, id: 'household', version: 0, rooms: [] }, 0);
  expect(await heard()).toEqual([[household, '3#trust#trust']]);
});

const itemsOf = async (household: HouseholdId): Promise<string[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: peers.table,
      KeyConditionExpression: 'pk = :household',
      ExpressionAttributeValues: { ':household': { S: household } },
    }),
  );
  return Items.map(({ sk }) => sk?.S ?? '');
};

test('the change markers are the last items of a household in key order', async () => {
  const { household } = message;
  await others.put(message, 0);
  await others.put({ kind: 'trust', household, id: 'trust', version: 0, links: [] }, 0);
  expect((await itemsOf(household)).at(-1)).toBe(`~changed#${message.id}`);
});

test('forgetting a household deletes its change markers, and the courier gets no change record of that', async () => {
  await others.put(message, 0);
  await others.put(aHeldMessage({ household: message.household, id: aMessageId('another') }), 0);
  await heard();
  await others.forget(message.household);
  expect(await itemsOf(message.household)).toEqual([]);
  expect(await heard()).toEqual([]);
});

test('forgetting a household deletes a change marker that is written during it', async () => {
  const { household } = message;
  await others.put(message, 0);
  /** Deletes the change marker, writes the message again, and then deletes the rest. */
  const send = async (command: { input: object }): Promise<unknown> => {
    if (!(command instanceof BatchWriteItemCommand)) return client.send(command as never);
    const requests = Object.values(command.input.RequestItems ?? {}).flat();
    const [last, ...before] = requests.toReversed();
    await client.send(new BatchWriteItemCommand({ RequestItems: { [peers.table]: [last!] } }));
    await others.put(message, 1);
    return before.length === 0
      ? {}
      : client.send(new BatchWriteItemCommand({ RequestItems: { [peers.table]: before } }));
  };
  await dynamoDocuments({ client: { send } as never, table: peers.table }).forget(household);
  expect(await itemsOf(household)).toEqual([]);
});
