import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { HouseholdId, PhoneId, RoomId } from '../../../core/household/ids.ts';
import { instant } from '../../../core/household/instant.ts';
import { sortKey } from '../../../adapters/aws/document-item.ts';
import type { Subscription } from '../../../core/household/subscription.ts';
import { awsClient } from '../../../adapters/aws/aws-client.ts';
import type { Document, Documents, Key, SeenProof } from '../../../services/ports/documents.ts';
import type { dynamoDocuments } from '../../../adapters/aws/dynamo-documents.ts';
import { failureCode } from '../../../services/storage/store-failure.ts';
import { aHeldMessage, aMessageId } from '../../support/builders/builders.ts';
import { jsonProblem } from '../../support/aws/aws-json.ts';
import type { AwsWire, Fault } from '../../support/aws/aws-wire.ts';
import { describeWithDynoxide } from '../../support/aws/dynoxide.ts';
import { PATIENT, timeOutWhereItHangs } from '../../support/aws/time-out.ts';
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
const aSubscription = (id: string): Subscription => ({
  kind: 'subscription',
  household: home,
  id: id as PhoneId,
  version: 0,
  since: instant(0),
});
const aHouseholdId = (room: string): Document => ({
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

/** The adapter under test, and the client class of the commands that it sends. */
export type DynamoParts = {
  DynamoDBClient: typeof DynamoDBClient;
  dynamoDocuments: typeof dynamoDocuments;
};

/** The tests of documents in DynamoDB, for the SDK's client and for the thin one. */
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
      { purges: 'later' },
    );

    describe('a table that fails now and then', () => {
      let wire: AwsWire;
      let client: DynamoDBClient;
      let documents: Documents;
      let begun: number;
      const asked = () => wire.operations().slice(begun);
      beforeEach(async () => {
        const peer = await dynoxide();
        wire = peer.wire;
        client = new Client({ ...wire.client, ...awsClient({ timeout: PATIENT }) });
        const table = await peer.createTable();
        documents = documentsOf({ client, table });
        await documents.put(aHouseholdId('Kitchen'), 0);
        begun = wire.asked.length;
        timeOutWhereItHangs(wire);
      });
      afterEach(() => {
        jest.useRealTimers();
        wire.heal();
        client.destroy();
      });

      const transient: [string, Fault][] = [
        ['throttles', tooFast],
        ['has an internal error', unavailable],
        ['resets the connection', 'reset'],
        ['does not answer in time', 'hang'],
        ['breaks off its response', 'half'],
      ];

      test.each(transient)('a read is retried when the table %s', async (_what, fault) => {
        wire.fail('GetItem', fault, fault);
        expect(await documents.get(home, 'household', 'household')).toMatchObject({ version: 1 });
        expect(asked()).toEqual(['GetItem', 'GetItem', 'GetItem']);
      });

      test.each(transient)('a put is retried when the table %s, and stored once', async (_what, fault) => {
        wire.fail('PutItem', fault, fault);
        expect(await documents.put(aProof('a'), 0)).toBe(true);
        expect(asked()).toHaveLength(3);
        expect(await documents.get(home, 'proof', 'a')).toMatchObject({ version: 1 });
      });

      test.each([
        ['a first version', aProof('a'), 0, undefined],
        ['a next version', aHouseholdId('Hall'), 1, undefined],
        ['a first version with a check', aProof('a'), 0, { check: { key: trust, version: 1 } }],
        ['a next version with an added document', aHouseholdId('Hall'), 1, { add: aProof('a') }],
      ] as const)(
        'a put of %s recognises its own result when the response is lost',
        async (_what, document, version, options) => {
          wire.fail(options ? 'TransactWriteItems' : 'PutItem', 'lost');
          expect(await documents.put(document, version, options)).toBe(true);
          expect(asked()).toHaveLength(2);
          expect(await documents.get(home, document.kind, document.id)).toMatchObject({
            version: version + 1,
          });
        },
      );

      test('a put does not take an equal document of another put for its own result', async () => {
        expect(await documents.put(aProof('a'), 0)).toBe(true);
        expect(await documents.put(aProof('a'), 0)).toBe(false);
        expect(await documents.put(aProof('a'), 0, { check: { key: trust, version: 1 } })).toBe(false);
      });

      test.each([
        ['always throttles', tooFast, 'ProvisionedThroughputExceededException'],
        ['always has an internal error', unavailable, 'InternalServerError'],
        ['never answers', 'hang', 'ETIMEDOUT'],
      ] as [string, Fault, string][])(
        'a read fails with a code when the table %s',
        async (_what, fault, code) => {
          wire.fail('GetItem', fault, fault, fault);
          const error = await documents.get(home, 'proof', 'a').catch((error: unknown) => error);
          expect(failureCode(error)).toBe(code);
          expect(asked()).toHaveLength(3);
        },
      );

      test('a read fails when the table resets every connection', async () => {
        wire.fail('GetItem', 'reset', 'reset', 'reset');
        await expect(documents.get(home, 'proof', 'a')).rejects.toThrow(/hang up|ECONNRESET/);
        expect(asked()).toHaveLength(3);
      });

      test('a read without permission is not retried', async () => {
        wire.fail('GetItem', jsonProblem('AccessDeniedException'));
        await expect(documents.get(home, 'proof', 'a')).rejects.toMatchObject({
          name: 'AccessDeniedException',
        });
        expect(asked()).toHaveLength(1);
      });

      describe('in a transaction', () => {
        const put = () => documents.put(aProof('a'), 0, { check: { key: trust, version: 1 } });

        test.each(['TransactionConflict', 'ThrottlingError'])(
          'a transaction is retried after %s',
          async code => {
            wire.fail('TransactWriteItems', cancelled(code, 'None'), cancelled('None', code));
            expect(await put()).toBe(true);
            expect(asked()).toHaveLength(3);
          },
        );

        test('a transaction that conflicts at every try is a lost race', async () => {
          const met = cancelled('None', 'TransactionConflict');
          wire.fail('TransactWriteItems', met, met, met, met);
          expect(await put()).toBe(false);
          wire.heal();
          expect(await documents.get(home, 'proof', 'a')).toBeUndefined();
        });

        test('a transaction that is throttled at every try throws', async () => {
          const fast = cancelled('ThrottlingError', 'None');
          wire.fail('TransactWriteItems', fast, fast, fast, fast);
          await expect(put()).rejects.toMatchObject({ name: 'TransactionCanceledException' });
        });

        test('an invalid transaction throws without a retry', async () => {
          wire.fail('TransactWriteItems', cancelled('ValidationError', 'None'));
          await expect(put()).rejects.toMatchObject({ name: 'TransactionCanceledException' });
          expect(asked()).toHaveLength(1);
        });
      });

      describe('an item that a transaction is writing', () => {
        const met = jsonProblem('TransactionConflictException');

        test('a put that conflicts with a transaction is retried', async () => {
          wire.fail('PutItem', met, met, met);
          expect(await documents.put(aProof('a'), 0)).toBe(true);
          expect(asked()).toHaveLength(4);
        });

        test('a put that conflicts at every try is a lost race, and a later put succeeds', async () => {
          wire.fail('PutItem', met, met, met, met);
          expect(await documents.put(aHouseholdId('Hall'), 1)).toBe(false);
          expect(asked()).toHaveLength(4);
          expect(await documents.get(home, 'household', 'household')).toMatchObject({ version: 1 });
          expect(await documents.put(aHouseholdId('Hall'), 1)).toBe(true);
        });

        test('a put does not overwrite the result of a transaction that it conflicted with', async () => {
          await documents.put(aHouseholdId('Hall'), 1);
          wire.fail('PutItem', met);
          expect(await documents.put(aHouseholdId('Cellar'), 1)).toBe(false);
        });
      });

      describe('with change markers', () => {
        const message = aHeldMessage({ household: home });
        /** The sort keys of the items in the last request, each with its write id. */
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

        test('each put of a message puts a change marker with the id of the write', async () => {
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

        test('a quiet put, and a put of another kind, puts no change marker', async () => {
          await documents.put(message, 0, { quietly: true });
          expect(lastPuts()).toEqual([[`1#message#${message.id}`, expect.any(String)]]);
          await documents.put(aProof('a'), 0);
          expect(lastPuts()).toEqual([['0#proof#a', expect.any(String)]]);
        });

        test('a put with a change marker on a stale version is a lost race', async () => {
          await documents.put(message, 0);
          expect(await documents.put(message, 0)).toBe(false);
          expect(await documents.put(message, 2)).toBe(false);
          expect(await documents.get(home, 'message', message.id)).toMatchObject({ version: 1 });
        });

        test.each([0, 1])(
          'a put with a change marker on version %i recognises its own result when the response is lost',
          async version => {
            if (version === 1) await documents.put(message, 0);
            wire.fail('TransactWriteItems', 'lost');
            expect(await documents.put(message, version)).toBe(true);
            expect(await documents.get(home, 'message', message.id)).toMatchObject({ version: version + 1 });
          },
        );

        test('a put is retried when its change marker conflicts with another transaction', async () => {
          wire.fail('TransactWriteItems', cancelled('None', 'TransactionConflict'));
          expect(await documents.put(message, 0)).toBe(true);
        });

        test('no list contains a change marker', async () => {
          await documents.put(message, 0);
          expect((await documents.list(home, 'message')).map(({ id }) => id)).toEqual([message.id]);
          expect(await documents.list(home, 'proof')).toEqual([]);
        });
      });

      describe('forgetting a household', () => {
        const left = async () => {
          const { body } = wire.asked.findLast(({ operation }) => operation === 'BatchWriteItem')!;
          return (JSON.parse(body.toString()) as { RequestItems: Record<string, unknown[]> }).RequestItems;
        };
        /** The response of a table that deleted nothing. */
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
          for (const id of ['a', 'b']) await documents.put(aSubscription(id), 0);
          begun = wire.asked.length;
        });

        test('forgetting a household retries the unprocessed deletions only', async () => {
          const { createTable } = await dynoxide();
          const table = await createTable();
          documents = documentsOf({ client, table });
          for (const id of ['a', 'b']) await documents.put(aSubscription(id), 0);
          wire.fail(
            'BatchWriteItem',
            undone(['4#subscription#a', '4#subscription#b'], table),
            undone(['4#subscription#a', '4#subscription#b'], table),
          );
          await documents.forget(home);
          expect(await documents.list(home, 'subscription')).toEqual([]);
          expect(Object.values(await left())[0]).toHaveLength(2);
        });

        test('forgetting a household fails with not-forgotten where deletions stay unprocessed, and the next call continues', async () => {
          const { createTable } = await dynoxide();
          const table = await createTable();
          documents = documentsOf({ client, table });
          await documents.put(aSubscription('a'), 0);
          const none = undone(['4#subscription#a'], table);
          wire.fail('BatchWriteItem', none, none, none, none);
          await expect(documents.forget(home)).rejects.toMatchObject({ code: 'not-forgotten' });
          await documents.forget(home);
          expect(await documents.list(home, 'subscription')).toEqual([]);
        });
      });

      describe('concurrent gets', () => {
        const both = (from = documents) =>
          Promise.all([
            from.get(home, 'household', 'household'),
            from.get(home, 'proof', 'a'),
            from.get(home, 'proof', 'none'),
            from.get(home, 'household', 'household'),
          ]);
        /** The response of a table that read nothing. */
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

        test('concurrent gets share one request, and each gives its own document', async () => {
          const [kitchen, proof, none, again] = await both();
          expect(kitchen).toMatchObject({ kind: 'household', version: 1 });
          expect(proof).toMatchObject({ kind: 'proof', id: 'a' });
          expect(none).toBeUndefined();
          expect(again).toEqual(kitchen);
          expect(asked()).toEqual(['BatchGetItem']);
        });

        test.each(transient)('concurrent gets are retried when the table %s', async (_what, fault) => {
          wire.fail('BatchGetItem', fault, fault);
          expect((await both(documents)).map(document => document?.version)).toEqual([1, 1, undefined, 1]);
          expect(asked()).toHaveLength(3);
        });

        test('concurrent gets retry the unprocessed keys only', async () => {
          await both();
          const first = wire.asked.at(-1)!;
          wire.fail('BatchGetItem', unread(first));
          expect((await both()).map(document => document?.version)).toEqual([1, 1, undefined, 1]);
          expect(asked()).toHaveLength(3);
        });

        test('concurrent gets fail with not-read where keys stay unprocessed', async () => {
          await both();
          const none = unread(wire.asked.at(-1)!);
          wire.fail('BatchGetItem', none, none, none, none);
          await expect(both()).rejects.toMatchObject({ code: 'not-read' });
        });

        test('more than a hundred concurrent gets take more than one request', async () => {
          const ids = Array.from({ length: 101 }, (_, index) => `no-${index}`);
          expect(await Promise.all(ids.map(id => documents.get(home, 'proof', id)))).toHaveLength(101);
          expect(asked().toSorted()).toEqual(['BatchGetItem', 'GetItem']);
        });
      });

      describe('an overview', () => {
        const limits = () =>
          wire.asked.slice(begun).map(({ body }) => (JSON.parse(body.toString()) as { Limit: number }).Limit);

        test('an overview is one request', async () => {
          await documents.put(aHeldMessage({ household: home }), 0);
          begun = wire.asked.length;
          const { householdDocument, messages } = await documents.overview(home, { messages: 1 });
          expect([householdDocument?.version, messages.length]).toEqual([1, 1]);
          expect(asked()).toEqual(['Query']);
        });

        test.each(transient)('an overview is retried when the table %s', async (_what, fault) => {
          wire.fail('Query', fault, fault);
          expect(await documents.overview(home, { messages: 1 })).toMatchObject({
            householdDocument: { version: 1 },
          });
          expect(asked()).toEqual(['Query', 'Query', 'Query']);
        });

        test('an overview of more than a page requests the rest and no more', async () => {
          const { createTable } = await dynoxide();
          documents = documentsOf({ client, table: await createTable() });
          const ids = Array.from({ length: 40 }, (_, i) => aMessageId(`m${i}`));
          const room = 'x'.repeat(50_000) as RoomId;
          for (const id of ids) await documents.put(aHeldMessage({ household: home, id, room }), 0);
          begun = wire.asked.length;
          expect((await documents.overview(home, { messages: 30 })).messages).toHaveLength(30);
          const [first, next = 0, ...more] = limits();
          expect([first, more]).toEqual([32, []]);
          expect(next).toBeGreaterThan(0);
          expect(next).toBeLessThan(20);
        });
      });

      test('phones is one request', async () => {
        const one = { kind: 'subscription', household: home, version: 0, since: instant(0) } as const;
        for (const id of ['a', 'b'] as PhoneId[]) await documents.put({ ...one, id }, 0);
        begun = wire.asked.length;
        const { householdDocument, subscriptions } = await documents.phones(home);
        expect([householdDocument?.version, subscriptions.length]).toEqual([1, 2]);
        expect(asked()).toEqual(['Query']);
      });

      test('a document that is larger than an item may be is refused as document-too-large without a request', async () => {
        const large = aHouseholdId('é'.repeat(210_000));
        await expect(documents.put(large, 1)).rejects.toMatchObject({ code: 'document-too-large' });
        expect(asked()).toEqual([]);
      });

      test('a document just below the size limit is stored', async () => {
        expect(await documents.put(aHouseholdId('x'.repeat(409_000)), 1)).toBe(true);
      });

      test('every read is strongly consistent', async () => {
        await documents.get(home, 'proof', 'a');
        await documents.list(home, 'proof');
        await documents.overview(home, { messages: 1 });
        await documents.phones(home);
        await Promise.all(['a', 'b'].map(id => documents.get(home, 'proof', id)));
        const reads = wire.asked.slice(begun).map(({ body }) => body.toString());
        expect(reads).toEqual(Array(5).fill(expect.stringContaining('"ConsistentRead":true')));
      });

      test('an added document has a time to live where it has an end', async () => {
        await documents.put(aHouseholdId('Hall'), 1, { add: aProof('a', 1_800_000_000_001) });
        const { TransactItems } = JSON.parse(wire.asked.at(-1)!.body.toString()) as {
          TransactItems: { Put: { Item: Record<string, unknown> } }[];
        };
        expect(TransactItems.map(({ Put }) => Put.Item['ttl'])).toEqual([undefined, { N: '1800003601' }]);
      });

      test('a document with an end has it as its time to live in seconds, a proof an hour later, and no other document has one', async () => {
        await documents.put(
          {
            kind: 'code',
            household: home,
            id: 'code',
            version: 0,
            names: home,
            until: instant(1_800_000_000_001),
          },
          0,
        );
        await documents.put(aProof('a', 1_800_000_000_001), 0);
        await documents.put(aHouseholdId('Hall'), 1);
        const items = wire.asked
          .slice(begun)
          .map(({ body }) => (JSON.parse(body.toString()) as { Item: Record<string, unknown> }).Item);
        expect(items.map(item => item['ttl'])).toEqual([{ N: '1800000001' }, { N: '1800003601' }, undefined]);
      });

      test('a request that is signed with another secret is refused', async () => {
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
