import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { HouseholdId, PhoneId, RoomId } from '../../../core/household/ids.ts';
import { instant, seconds } from '../../../core/household/instant.ts';
import { sortKey } from '../../../adapters/aws/document-item.ts';
import { awsClient } from '../../../adapters/aws/aws-client.ts';
import type { Document, Documents, Key, SeenProof } from '../../../services/ports/documents.ts';
import type { dynamoDocuments } from '../../../adapters/aws/dynamo-documents.ts';
import { failureCode } from '../../../services/storage/store-failure.ts';
import { aHeldMessage, aMessageId } from '../../support/builders/builders.ts';
import { jsonProblem } from '../../support/aws/aws-json.ts';
import type { AwsWire, Fault } from '../../support/aws/aws-wire.ts';
import { describeWithDynoxide } from '../../support/aws/dynoxide.ts';
import { documentsContract } from '../documents-contract.ts';

const home = 'home' as HouseholdId;
const trust = { household: home, kind: 'household', id: 'household' } as const;
const aProof = (id: string, until = 1_800_000_000_000): SeenProof => ({
  kind: 'proof',
  household: home,
  id,
  version: 0,
  until: instant(until),
});
const aHousehold = (room: string): Document => ({
  ...trust,
  version: 0,
  rooms: [{ id: 'room-1' as RoomId, name: room }],
});

const tooFast = jsonProblem('ProvisionedThroughputExceededException', 'Slow down.');
const unavailable = jsonProblem('InternalServerError', 'Try again.', 500);
const cancelled = (...codes: string[]) => ({
  ...jsonProblem('TransactionCanceledException'),
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message: 'cancelled',
    CancellationReasons: codes.map(Code => ({ Code })),
  }),
});

/** Where no time runs out on purpose, none may run out because the machine is busy. */
const PATIENT = seconds(20);

/** What is tested: the adapter, and a client of the commands that it was made with. */
export type DynamoParts = {
  DynamoDBClient: typeof DynamoDBClient;
  dynamoDocuments: typeof dynamoDocuments;
};

/** What documents in DynamoDB keep to, by whatever client they ask. */
export function dynamoSuite(
  name: string,
  { DynamoDBClient: Client, dynamoDocuments: documentsOf }: DynamoParts,
): void {
  describeWithDynoxide(name, dynoxide => {
    documentsContract(
      name,
      async () => {
        const { wire, createTable } = await dynoxide();
        const client = new Client({ ...wire.client, ...awsClient({ timeout: PATIENT }) });
        const table = await createTable();
        const documents = documentsOf({ client, table });
        return {
          documents,
          setSchemaVersion: (key, schemaVersion) => setSchemaVersion(wire, table, key, schemaVersion),
          close: async () => client.destroy(),
        };
      },
      { purges: 'some time' },
    );

    describe('a table that does not always answer', () => {
      let wire: AwsWire;
      let client: DynamoDBClient;
      let documents: Documents;
      let begun: number;
      const asked = () => wire.operations().slice(begun);
      beforeEach(async () => {
        const peer = await dynoxide();
        wire = peer.wire;
        client = new Client({ ...wire.client, ...awsClient({ timeout: 300 }) });
        documents = documentsOf({ client, table: await peer.createTable() });
        await documents.put(aHousehold('Kitchen'), 0);
        begun = wire.asked.length;
      });
      afterEach(() => {
        wire.heal();
        client.destroy();
      });

      const passing: [string, Fault][] = [
        ['refuses for the rate', tooFast],
        ['fails inside', unavailable],
        ['cuts the connection', 'reset'],
        ['does not answer in time', 'hang'],
        ['breaks off in its answer', 'half'],
      ];

      test.each(passing)('and %s is asked again, and the document read', async (_what, fault) => {
        wire.fail('GetItem', fault, fault);
        expect(await documents.get(home, 'household', 'household')).toMatchObject({ version: 1 });
        expect(asked()).toEqual(['GetItem', 'GetItem', 'GetItem']);
      });

      test.each(passing)('and %s is asked again, and the document stored once', async (_what, fault) => {
        wire.fail('PutItem', fault, fault);
        expect(await documents.put(aProof('a'), 0)).toBe(true);
        expect(asked()).toHaveLength(3);
        expect(await documents.get(home, 'proof', 'a')).toMatchObject({ version: 1 });
      });

      test.each([
        ['a first version', aProof('a'), 0, undefined],
        ['a next version', aHousehold('Hall'), 1, undefined],
        ['a first version beside another', aProof('a'), 0, { check: { key: trust, version: 1 } }],
        ['a next version with one that it adds', aHousehold('Hall'), 1, { add: aProof('a') }],
      ] as const)(
        'knows %s for its own where the answer got lost',
        async (_what, document, version, also) => {
          wire.fail(also ? 'TransactWriteItems' : 'PutItem', 'lost');
          expect(await documents.put(document, version, also)).toBe(true);
          expect(asked()).toHaveLength(2);
          expect(await documents.get(home, document.kind, document.id)).toMatchObject({
            version: version + 1,
          });
        },
      );

      test('does not take the same words of another for its own', async () => {
        expect(await documents.put(aProof('a'), 0)).toBe(true);
        expect(await documents.put(aProof('a'), 0)).toBe(false);
        expect(await documents.put(aProof('a'), 0, { check: { key: trust, version: 1 } })).toBe(false);
      });

      test.each([
        ['refuses for the rate', tooFast, 'ProvisionedThroughputExceededException'],
        ['fails inside', unavailable, 'InternalServerError'],
        ['never answers', 'hang', 'ETIMEDOUT'],
      ] as [string, Fault, string][])('and %s is given up with a code', async (_what, fault, code) => {
        wire.fail('GetItem', fault, fault, fault);
        const error = await documents.get(home, 'proof', 'a').catch((error: unknown) => error);
        expect(failureCode(error)).toBe(code);
        expect(asked()).toHaveLength(3);
      });

      test('and always cuts the connection is given up', async () => {
        wire.fail('GetItem', 'reset', 'reset', 'reset');
        await expect(documents.get(home, 'proof', 'a')).rejects.toThrow(/hang up|ECONNRESET/);
        expect(asked()).toHaveLength(3);
      });

      test('and refuses the key is not asked again', async () => {
        wire.fail('GetItem', jsonProblem('AccessDeniedException'));
        await expect(documents.get(home, 'proof', 'a')).rejects.toMatchObject({
          name: 'AccessDeniedException',
        });
        expect(asked()).toHaveLength(1);
      });

      describe('in a transaction', () => {
        const put = () => documents.put(aProof('a'), 0, { check: { key: trust, version: 1 } });

        test.each(['TransactionConflict', 'ThrottlingError'])('with %s is asked again', async code => {
          wire.fail('TransactWriteItems', cancelled(code, 'None'), cancelled('None', code));
          expect(await put()).toBe(true);
          expect(asked()).toHaveLength(3);
        });

        test('that meets another each time is lost', async () => {
          const met = cancelled('None', 'TransactionConflict');
          wire.fail('TransactWriteItems', met, met, met, met);
          expect(await put()).toBe(false);
          wire.heal();
          expect(await documents.get(home, 'proof', 'a')).toBeUndefined();
        });

        test('that is too fast each time is a fault', async () => {
          const fast = cancelled('ThrottlingError', 'None');
          wire.fail('TransactWriteItems', fast, fast, fast, fast);
          await expect(put()).rejects.toMatchObject({ name: 'TransactionCanceledException' });
        });

        test('whose item is not as it must be is a fault at once', async () => {
          wire.fail('TransactWriteItems', cancelled('ValidationError', 'None'));
          await expect(put()).rejects.toMatchObject({ name: 'TransactionCanceledException' });
          expect(asked()).toHaveLength(1);
        });
      });

      describe('that a transaction is writing to', () => {
        const met = jsonProblem('TransactionConflictException');

        test('is asked again, and the document stored', async () => {
          wire.fail('PutItem', met, met, met);
          expect(await documents.put(aProof('a'), 0)).toBe(true);
          expect(asked()).toHaveLength(4);
        });

        test('each time has not stored it, and may be asked anew', async () => {
          wire.fail('PutItem', met, met, met, met);
          expect(await documents.put(aHousehold('Hall'), 1)).toBe(false);
          expect(asked()).toHaveLength(4);
          expect(await documents.get(home, 'household', 'household')).toMatchObject({ version: 1 });
          expect(await documents.put(aHousehold('Hall'), 1)).toBe(true);
        });

        test('and that moved the document is not written over', async () => {
          await documents.put(aHousehold('Hall'), 1);
          wire.fail('PutItem', met);
          expect(await documents.put(aHousehold('Cellar'), 1)).toBe(false);
        });
      });

      describe('that tells the courier', () => {
        const message = aHeldMessage({ household: home });
        /** The keys of what was put by the last request, and the write that each names. */
        const lastPuts = () => {
          const { operation, body } = wire.asked.at(-1)!;
          const input = JSON.parse(body.toString()) as { TransactItems?: { Put: Put }[] } & Put;
          const puts = operation === 'PutItem' ? [input] : input.TransactItems?.map(({ Put }) => Put);
          return puts?.map(({ Item }) => [Item.sk.S, Item.write.S]);
        };
        type Put = { Item: Record<'sk' | 'write', { S: string }> };
        beforeEach(async () => {
          const peer = await dynoxide();
          documents = documentsOf({ client, table: await peer.createTable(), marksChanges: true });
          begun = wire.asked.length;
        });

        test('puts beside each message that it changed, and by which write', async () => {
          const writes: unknown[] = [];
          for (const version of [0, 1]) {
            expect(await documents.put(message, version)).toBe(true);
            const write = expect.any(String);
            expect(lastPuts()).toEqual([
              [`1#message#${message.id}`, write],
              [`~changed#${message.id}`, write],
            ]);
            writes.push(lastPuts()?.[1]?.[1]);
          }
          expect(new Set(writes).size).toBe(2);
          expect(asked()).toEqual(['TransactWriteItems', 'TransactWriteItems']);
        });

        test('puts nothing beside one that is put quietly, or beside another document', async () => {
          await documents.put(message, 0, { quietly: true });
          expect(lastPuts()).toEqual([[`1#message#${message.id}`, expect.any(String)]]);
          await documents.put(aProof('a'), 0);
          expect(lastPuts()).toEqual([['0#proof#a', expect.any(String)]]);
        });

        test('loses a race that it loses', async () => {
          await documents.put(message, 0);
          expect(await documents.put(message, 0)).toBe(false);
          expect(await documents.put(message, 2)).toBe(false);
          expect(await documents.get(home, 'message', message.id)).toMatchObject({ version: 1 });
        });

        test.each([0, 1])(
          'knows a put on version %i for its own where the answer got lost',
          async version => {
            if (version === 1) await documents.put(message, 0);
            wire.fail('TransactWriteItems', 'lost');
            expect(await documents.put(message, version)).toBe(true);
            expect(await documents.get(home, 'message', message.id)).toMatchObject({ version: version + 1 });
          },
        );

        test('asks again where another transaction writes of the same change', async () => {
          wire.fail('TransactWriteItems', cancelled('None', 'TransactionConflict'));
          expect(await documents.put(message, 0)).toBe(true);
        });

        test('shows it in no list', async () => {
          await documents.put(message, 0);
          expect((await documents.list(home, 'message')).map(({ id }) => id)).toEqual([message.id]);
          expect(await documents.list(home, 'proof')).toEqual([]);
        });
      });

      describe('while a household is forgotten', () => {
        const left = async () => {
          const { body } = wire.asked.findLast(({ operation }) => operation === 'BatchWriteItem')!;
          return (JSON.parse(body.toString()) as { RequestItems: Record<string, unknown[]> }).RequestItems;
        };
        /** The answer of a table that did nothing of what it was asked. */
        const undone = (ids: string[], table: string) => ({
          ...jsonProblem(''),
          status: 200,
          body: JSON.stringify({
            UnprocessedItems: {
              [table]: ids.map(sk => ({ DeleteRequest: { Key: { pk: { S: home }, sk: { S: sk } } } })),
            },
          }),
        });
        beforeEach(async () => {
          for (const id of ['a', 'b']) await documents.put(aProof(id), 0);
          begun = wire.asked.length;
        });

        test('asks again for what was left undone, and only for that', async () => {
          const { createTable } = await dynoxide();
          const table = await createTable();
          documents = documentsOf({ client, table });
          for (const id of ['a', 'b']) await documents.put(aProof(id), 0);
          wire.fail(
            'BatchWriteItem',
            undone(['0#proof#a', '0#proof#b'], table),
            undone(['0#proof#a', '0#proof#b'], table),
          );
          await documents.forget(home);
          expect(await documents.list(home, 'proof')).toEqual([]);
          expect(Object.values(await left())[0]).toHaveLength(2);
        });

        test('gives up with a code where some is always left, and goes on when asked again', async () => {
          const { createTable } = await dynoxide();
          const table = await createTable();
          documents = documentsOf({ client, table });
          await documents.put(aProof('a'), 0);
          const none = undone(['0#proof#a'], table);
          wire.fail('BatchWriteItem', none, none, none, none);
          await expect(documents.forget(home)).rejects.toMatchObject({ code: 'not-forgotten' });
          await documents.forget(home);
          expect(await documents.list(home, 'proof')).toEqual([]);
        });
      });

      describe('for several documents at once', () => {
        const both = () =>
          Promise.all([
            documents.get(home, 'household', 'household'),
            documents.get(home, 'proof', 'a'),
            documents.get(home, 'proof', 'none'),
            documents.get(home, 'household', 'household'),
          ]);
        /** The answer of a table that read nothing of what it was asked. */
        const unread = ({ body }: { body: Buffer }) => ({
          ...jsonProblem(''),
          status: 200,
          body: JSON.stringify({
            Responses: {},
            UnprocessedKeys: (JSON.parse(body.toString()) as { RequestItems: object }).RequestItems,
          }),
        });
        beforeEach(async () => {
          await documents.put(aProof('a'), 0);
          begun = wire.asked.length;
        });

        test('is asked once, and each is what was asked for', async () => {
          const [kitchen, proof, none, again] = await both();
          expect(kitchen).toMatchObject({ kind: 'household', version: 1 });
          expect(proof).toMatchObject({ kind: 'proof', id: 'a' });
          expect(none).toBeUndefined();
          expect(again).toEqual(kitchen);
          expect(asked()).toEqual(['BatchGetItem']);
        });

        test.each(passing)('and %s is asked again, and all are read', async (_what, fault) => {
          wire.fail('BatchGetItem', fault, fault);
          expect((await both()).map(document => document?.version)).toEqual([1, 1, undefined, 1]);
          expect(asked()).toHaveLength(3);
        });

        test('is asked again for what it left undone, and only for that', async () => {
          await both();
          const first = wire.asked.at(-1)!;
          wire.fail('BatchGetItem', unread(first));
          expect((await both()).map(document => document?.version)).toEqual([1, 1, undefined, 1]);
          expect(asked()).toHaveLength(3);
        });

        test('and never reads all of them is given up with a code', async () => {
          await both();
          const none = unread(wire.asked.at(-1)!);
          wire.fail('BatchGetItem', none, none, none, none);
          await expect(both()).rejects.toMatchObject({ code: 'not-read' });
        });

        test('is asked for more than a hundred in more than one request', async () => {
          const ids = Array.from({ length: 101 }, (_, index) => `no-${index}`);
          expect(await Promise.all(ids.map(id => documents.get(home, 'proof', id)))).toHaveLength(101);
          expect(asked().toSorted()).toEqual(['BatchGetItem', 'GetItem']);
        });
      });

      describe('for an overview', () => {
        const limits = () =>
          wire.asked.slice(begun).map(({ body }) => (JSON.parse(body.toString()) as { Limit: number }).Limit);

        test('is asked once', async () => {
          await documents.put(aHeldMessage({ household: home }), 0);
          begun = wire.asked.length;
          const { householdDocument: house, messages } = await documents.overview(home, { messages: 1 });
          expect([house?.version, messages.length]).toEqual([1, 1]);
          expect(asked()).toEqual(['Query']);
        });

        test.each(passing)('and %s is asked again, and it is whole', async (_what, fault) => {
          wire.fail('Query', fault, fault);
          expect(await documents.overview(home, { messages: 1 })).toMatchObject({ house: { version: 1 } });
          expect(asked()).toEqual(['Query', 'Query', 'Query']);
        });

        test('and has more than a page is asked on for what is left, and for no more', async () => {
          const patient = new Client({ ...wire.client, ...awsClient({ timeout: PATIENT }) });
          const { createTable } = await dynoxide();
          documents = documentsOf({ client: patient, table: await createTable() });
          const ids = Array.from({ length: 40 }, (_, i) => aMessageId(`m${i}`));
          const room = 'x'.repeat(50_000) as RoomId;
          for (const id of ids) await documents.put(aHeldMessage({ household: home, id, room }), 0);
          begun = wire.asked.length;
          expect((await documents.overview(home, { messages: 30 })).messages).toHaveLength(30);
          patient.destroy();
          const [first, next = 0, ...more] = limits();
          expect([first, more]).toEqual([32, []]);
          expect(next).toBeGreaterThan(0);
          expect(next).toBeLessThan(20);
        });
      });

      test('for where phones take pushes is asked once', async () => {
        const one = { kind: 'subscription', household: home, version: 0, since: instant(0) } as const;
        for (const id of ['a', 'b'] as PhoneId[]) await documents.put({ ...one, id }, 0);
        begun = wire.asked.length;
        const { householdDocument: house, subscriptions } = await documents.phones(home);
        expect([house?.version, subscriptions.length]).toEqual([1, 2]);
        expect(asked()).toEqual(['Query']);
      });

      test('a document that is too large for the table is refused with a code, and nothing asked', async () => {
        const large = aHousehold('é'.repeat(210_000));
        await expect(documents.put(large, 1)).rejects.toMatchObject({ code: 'document-too-large' });
        expect(asked()).toEqual([]);
      });

      test('a document just within the limit is stored', async () => {
        expect(await documents.put(aHousehold('x'.repeat(409_000)), 1)).toBe(true);
      });

      test('every read is consistent', async () => {
        await documents.get(home, 'proof', 'a');
        await documents.list(home, 'proof');
        await documents.overview(home, { messages: 1 });
        await documents.phones(home);
        await Promise.all(['a', 'b'].map(id => documents.get(home, 'proof', id)));
        const reads = wire.asked.slice(begun).map(({ body }) => body.toString());
        expect(reads).toEqual(Array(5).fill(expect.stringContaining('"ConsistentRead":true')));
      });

      test('what is added is left to the table to delete, too', async () => {
        await documents.put(aHousehold('Hall'), 1, { add: aProof('a', 1_800_000_000_001) });
        const { TransactItems } = JSON.parse(wire.asked.at(-1)!.body.toString()) as {
          TransactItems: { Put: { Item: Record<string, unknown> } }[];
        };
        expect(TransactItems.map(({ Put }) => Put.Item['ttl'])).toEqual([undefined, { N: '1800000001' }]);
      });

      test('what has an end is left to the table to delete after it, in seconds, and nothing else is', async () => {
        await documents.put(aProof('a', 1_800_000_000_001), 0);
        await documents.put(aHousehold('Hall'), 1);
        const items = wire.asked
          .slice(begun)
          .map(({ body }) => (JSON.parse(body.toString()) as { Item: Record<string, unknown> }).Item);
        expect(items.map(item => item['ttl'])).toEqual([{ N: '1800000001' }, undefined]);
      });

      test('a request with another secret is refused', async () => {
        const { createTable } = await dynoxide();
        const stranger = new Client({
          ...wire.client,
          credentials: { ...wire.client.credentials, secretAccessKey: 'guessed' },
        });
        await expect(
          documentsOf({ client: stranger, table: await createTable() }).get(home, 'proof', 'a'),
        ).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
        stranger.destroy();
      });
    });
  });
}

async function setSchemaVersion(
  { client: config }: AwsWire,
  table: string,
  { household, kind, id }: Key,
  schemaVersion: number,
): Promise<void> {
  const client = new DynamoDBClient(config);
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: { pk: { S: household }, sk: { S: sortKey(kind, id) } },
      UpdateExpression: 'SET schemaVersion = :schemaVersion',
      ExpressionAttributeValues: { ':schemaVersion': { N: String(schemaVersion) } },
    }),
  );
  client.destroy();
}
