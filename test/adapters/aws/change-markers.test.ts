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

/** What the table's stream says of writes to a message, through the stack's filter. */
let peers: AwsPeers;
let client: DynamoDBClient;
/** The table as the skill and the phone's API write to it, and as the courier does. */
let others: Documents;
let couriers: Documents;
beforeAll(async () => {
  peers = await startAwsPeers();
  client = new DynamoDBClient(peers.dynamo.wire.client);
  others = dynamoDocuments({ client, table: peers.table, marksChanges: true });
  couriers = dynamoDocuments({ client, table: peers.table });
}, 60_000);
afterAll(async () => {
  client.destroy();
  await peers.stop();
});

let message: Held;
beforeEach(() => {
  const household = randomUUID() as HouseholdId;
  message = aHeldMessage({ household });
});

/** Whom the stream leads the courier to since it was last asked. */
const heard = async () =>
  (await peers.changes()).map(({ dynamodb }) => [dynamodb.Keys.pk.S, dynamodb.Keys.sk.S]);
const changed = (): unknown => [message.household, `~changed#${message.id}`];

test('Each time that somebody else writes a message, the courier hears of it once', async () => {
  for (const version of [0, 1, 2]) {
    await others.put(message, version);
    expect(await heard()).toEqual([changed()]);
  }
});

test('It does not hear of what it wrote itself', async () => {
  await couriers.put(message, 0);
  await couriers.put(message, 1);
  expect(await heard()).toEqual([]);
});

test('It hears of a change that follows its own write, and of its own none that follows a change', async () => {
  await others.put(message, 0);
  await couriers.put(message, 1);
  await others.put(message, 2);
  await couriers.put(message, 3);
  expect(await heard()).toEqual([changed(), changed()]);
});

test('It does not hear that somebody listens, and hears what they answer', async () => {
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

test('It does not hear of a write that was lost', async () => {
  await couriers.put(message, 0);
  expect(await others.put(message, 0)).toBe(false);
  expect(await heard()).toEqual([]);
});

test('It hears of a trust list that changed, and of no other document', async () => {
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

test('In the order of its keys a household has its changes last, after the trust list', async () => {
  const { household } = message;
  await others.put(message, 0);
  await others.put({ kind: 'trust', household, id: 'trust', version: 0, links: [] }, 0);
  expect((await itemsOf(household)).at(-1)).toBe(`~changed#${message.id}`);
});

test('A household that is forgotten leaves no change behind, and the courier hears nothing', async () => {
  await others.put(message, 0);
  await others.put(aHeldMessage({ household: message.household, id: aMessageId('another') }), 0);
  await heard();
  await others.forget(message.household);
  expect(await itemsOf(message.household)).toEqual([]);
  expect(await heard()).toEqual([]);
});

test('A household leaves none behind either where a message is written while it is forgotten', async () => {
  const { household } = message;
  await others.put(message, 0);
  /** Deletes the change first, and the message only once it was written again. */
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
