import { randomUUID } from 'node:crypto';
import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { changeMarker, documentIn, documentItem, endOfKind, sortKey } from './document-item.ts';
import type { Document, Documents, Key, Kind, OfKind } from '../../services/ports/documents.ts';
import { type Item, itemReader, type ItemKey } from './dynamo-item-reader.ts';
import { pauseBeforeRetry } from './aws-client.ts';
import { StoreFailure } from '../../services/storage/store-failure.ts';
import { SCHEMA_VERSION } from '../../services/storage/stored-document.ts';
import { writeFailureOf } from './dynamo-write-failure.ts';

/** The number of tries of a write that conflicts with another transaction, and of a delete that DynamoDB leaves undone. */
const TRIES = 4;
/** The documents in an overview beside the messages: the trust list and the household's document. */
const BESIDE_MESSAGES = 2;
/** The limit of BatchWriteItem. */
const DELETE_BATCH = 25;

/**
 * Documents in one DynamoDB table: the partition key is the household, the sort key begins with the kind's rank, and
 * every write is conditional on the version. Every read is strongly consistent, because decisions depend on it. Gets
 * that start at the same time share one request; `overview` and `phones` are one range query each. A list of more than
 * 1 MB is read page by page, so it may miss a document that is put before the page that it has reached. The table's
 * time to live deletes expired proofs, pairings, codes and chats within days, and proofs an hour after their end at the
 * earliest.
 *
 * Throws `document-too-large`, `not-read`, `not-forgotten`, `schema-unknown`, and the client's errors after its
 * retries.
 *
 * @param marksChanges put a change marker with each message that is not put quietly, so that the table's stream wakes
 *   the courier. The courier itself sets it to false: it need not be woken by its own writes.
 */
export function dynamoDocuments({
  client,
  table,
  marksChanges = false,
}: {
  client: DynamoDBClient;
  table: string;
  marksChanges?: boolean;
}): Documents {
  const read = itemReader({ client, table });

  /** At most `most` items, page by page. A page holds at most 1 MB. */
  async function* pages(query: Partial<QueryCommandInput>, most = Infinity): AsyncGenerator<Item[]> {
    const fixed = { TableName: table, ConsistentRead: true, ...query };
    let left = most;
    let from: Item | undefined;
    do {
      const Limit = left < Infinity ? left : undefined;
      const page = await client.send(new QueryCommand({ ...fixed, Limit, ExclusiveStartKey: from }));
      const { Items = [] } = page;
      yield Items;
      left -= Items.length;
      from = page.LastEvaluatedKey;
    } while (from && left > 0);
  }

  /** The documents from one sort key to another, both included, in descending order; at most `most` of them. */
  async function range(household: string, first: string, last: string, most?: number): Promise<Document[]> {
    const query = {
      KeyConditionExpression: 'pk = :household AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':household': { S: household },
        ':first': { S: first },
        ':last': { S: last },
      },
      ScanIndexForward: false,
    };
    const found: Document[] = [];
    for await (const items of pages(query, most)) found.push(...items.map(documentIn));
    return found;
  }

  return {
    async get(household, kind, id) {
      const item = await read(keyOf({ household, kind, id }));
      return item && (documentIn(item) as OfKind<typeof kind>);
    },

    async put(document, ifVersion, { check, add, revise, quietly = false } = {}) {
      const write = randomUUID();
      const Put = putOf(revise?.(document) ?? document, ifVersion, write);
      const further: TransactWriteItem[] = [];
      if (marksChanges && !quietly && document.kind === 'message')
        further.push({ Put: { TableName: table, Item: changeMarker(document, write) } });
      if (check)
        further.push({
          ConditionCheck: { TableName: table, Key: keyOf(check.key), ...atVersion(check.version) },
        });
      if (add) further.push({ Put: putOf(add, 0, write) });
      const send = () =>
        further.length > 0
          ? client.send(
              new TransactWriteItemsCommand({
                ClientRequestToken: write,
                TransactItems: [{ Put }, ...further],
              }),
            )
          : client.send(new PutItemCommand(Put));
      for (let tried = 1; ; tried++) {
        try {
          await send();
          return true;
        } catch (error) {
          const failure = writeFailureOf(error);
          if (failure.reason === 'condition') return failure.found.some(item => item['write']?.S === write);
          if (failure.reason === 'fault' || (failure.reason === 'throttled' && tried === TRIES)) throw error;
          if (tried === TRIES) return false;
        }
        await pauseBeforeRetry(tried);
      }
    },

    async list<K extends Kind>(
      household: string,
      kind: K,
      { limit = Infinity, from = '', before }: { limit?: number; from?: string; before?: string } = {},
    ) {
      const first = sortKey(kind, from);
      const end = before === undefined ? endOfKind(kind) : sortKey(kind, before);
      // DynamoDB refuses an empty range.
      if (limit <= 0 || end <= first) return [];
      // The range includes its end, which is not wanted: read one more.
      const found = await range(household, first, end, limit + 1);
      return found.filter(({ id }) => id !== before).slice(0, limit) as OfKind<K>[];
    },

    async overview(household, { messages: limit }) {
      const first = sortKey('message', '');
      const found = await range(household, first, sortKey('trust', 'trust'), limit + BESIDE_MESSAGES);
      return { ...sharedReads(found), messages: found.filter(one => one.kind === 'message').slice(0, limit) };
    },

    async phones(household) {
      const first = sortKey('household', 'household');
      const found = await range(household, first, endOfKind('subscription'));
      return { ...sharedReads(found), subscriptions: found.filter(one => one.kind === 'subscription') };
    },

    // Repeated until nothing is found: a message that is put during the deletion creates its change marker again, which
    // no list shows.
    async forget(household) {
      const keys = {
        KeyConditionExpression: 'pk = :household',
        ExpressionAttributeValues: { ':household': { S: household } },
        ProjectionExpression: 'pk, sk',
      };
      for (let tried = 1, found = Infinity; found > 0; tried++) {
        if (tried > TRIES) throw new StoreFailure('not-forgotten');
        found = 0;
        for await (const items of pages(keys)) {
          const forgotten = items.filter(({ sk }) => !sk?.S?.startsWith(sortKey('proof', '')));
          found += forgotten.length;
          for (let i = 0; i < forgotten.length; i += DELETE_BATCH)
            await deleteAll(forgotten.slice(i, i + DELETE_BATCH).map(Key => ({ DeleteRequest: { Key } })));
        }
      }
    },

    // The table's time to live deletes expired documents.
    async purge() {},
  };

  function putOf(document: Document, ifVersion: number, write: string) {
    return {
      TableName: table,
      Item: documentItem({ ...document, version: ifVersion + 1 }, write),
      ...replacing(ifVersion),
      // A write whose answer got lost recognises its own result by the item that it finds.
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
  }

  async function deleteAll(requests: WriteRequest[]): Promise<void> {
    let left = requests;
    for (let tried = 1; left.length > 0; tried++) {
      const { UnprocessedItems } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: left } }),
      );
      left = UnprocessedItems?.[table] ?? [];
      if (left.length > 0 && tried === TRIES) throw new StoreFailure('not-forgotten');
      if (left.length > 0) await pauseBeforeRetry(tried);
    }
  }
}

const keyOf = ({ household, kind, id }: Key): ItemKey => ({
  pk: { S: household },
  sk: { S: sortKey(kind, id) },
});

const sharedReads = (found: readonly Document[]) => ({
  trust: found.find(one => one.kind === 'trust'),
  householdDocument: found.find(one => one.kind === 'household'),
});

/** The condition that the stored document is at a version; 0: that there is none. */
const atVersion = (version: number | 'any') =>
  typeof version !== 'number' || version === 0
    ? { ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'attribute_exists(pk)' }
    : {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': { N: String(version) } },
      };

/** The condition of a write: `atVersion`, and the stored document is not of a newer schema. */
const replacing = (version: number) =>
  version === 0
    ? atVersion(version)
    : {
        ConditionExpression: 'version = :version AND schemaVersion <= :schemaVersion',
        ExpressionAttributeValues: {
          ':version': { N: String(version) },
          ':schemaVersion': { N: String(SCHEMA_VERSION) },
        },
      };
