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
import { changedItem, documentIn, documentItem, endOfKind, sortKey } from './document-item.ts';
import type { Document, Documents, Key, Kind, OfKind } from '../../services/ports/documents.ts';
import { type Item, itemReader, type ItemKey } from './dynamo-item-reader.ts';
import { pauseBefore } from './pause-before-retry.ts';
import { StoreFailure } from '../../services/storage/store-failure.ts';
import { SCHEMA_VERSION } from '../../services/storage/stored-document.ts';
import { whyNotWritten } from './dynamo-write-failure.ts';

/** How often a write is tried that met another transaction, and a delete that was left undone. */
const TRIES = 4;
/** What an overview has beside messages: the trust list and the household's document. */
const BESIDE_MESSAGES = 2;
/** Of BatchWriteItem. */
const DELETES_AT_ONCE = 25;

/**
 * Documents in one DynamoDB table, keyed by household and by kind and id, and changed by conditional writes on their
 * version. Every read is strongly consistent: decisions hang on them. What is got at the same time is read in one request,
 * and so is what an overview or `phones` gives, which lies side by side. A list of more than 1 MB is read page by page,
 * so it may lack what is put meanwhile under an id that it has already passed. Proofs, pairings and codes that are over are
 * deleted by the table's time to live, some time within days. Throws `document-too-large`, `not-read`, `not-forgotten`, and what
 * the client throws once it has tried often enough.
 *
 * `tellsCourier`: beside each message that is put, unless quietly, goes an item that says so, which the table's stream
 * brings the courier. The courier knows what it writes itself, and does without.
 */
export function dynamoDocuments({
  client,
  table,
  tellsCourier = false,
}: {
  client: DynamoDBClient;
  table: string;
  tellsCourier?: boolean;
}): Documents {
  const read = itemReader({ client, table });

  /** At most `most` items, page by page: a page is no longer than 1 MB. */
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

  /** The documents from one sort key to another, with both, the last first; at most `most` of them. */
  async function between(household: string, first: string, last: string, most?: number): Promise<Document[]> {
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

    async put(document, ifVersion, { check, add, quietly = false } = {}) {
      const write = randomUUID();
      const Put = putOf(document, ifVersion, write);
      const beside: TransactWriteItem[] = [];
      if (tellsCourier && !quietly && document.kind === 'message')
        beside.push({ Put: { TableName: table, Item: changedItem(document, write) } });
      if (check)
        beside.push({
          ConditionCheck: { TableName: table, Key: keyOf(check.key), ...atVersion(check.version) },
        });
      if (add) beside.push({ Put: putOf(add, 0, write) });
      const send = () =>
        beside.length > 0
          ? client.send(
              new TransactWriteItemsCommand({
                ClientRequestToken: write,
                TransactItems: [{ Put }, ...beside],
              }),
            )
          : client.send(new PutItemCommand(Put));
      for (let tried = 1; ; tried++) {
        try {
          await send();
          return true;
        } catch (error) {
          const why = whyNotWritten(error);
          if (why.because === 'condition') return why.found.some(item => item['write']?.S === write);
          if (why.because === 'fault' || (why.because === 'throttled' && tried === TRIES)) throw error;
          if (tried === TRIES) return false;
        }
        await pauseBefore(tried);
      }
    },

    async list<K extends Kind>(
      household: string,
      kind: K,
      { limit = Infinity, from = '', before }: { limit?: number; from?: string; before?: string } = {},
    ) {
      const first = sortKey(kind, from);
      const end = before === undefined ? endOfKind(kind) : sortKey(kind, before);
      // BETWEEN takes no empty range.
      if (limit <= 0 || end <= first) return [];
      // It has its end in it, so there may be one more than is wanted.
      const found = await between(household, first, end, limit + 1);
      return found.filter(({ id }) => id !== before).slice(0, limit) as OfKind<K>[];
    },

    async overview(household, { messages: limit }) {
      const first = sortKey('message', '');
      const found = await between(household, first, sortKey('trust', 'trust'), limit + BESIDE_MESSAGES);
      return { ...togetherIn(found), messages: found.filter(one => one.kind === 'message').slice(0, limit) };
    },

    async phones(household) {
      const first = sortKey('household', 'household');
      const found = await between(household, first, endOfKind('subscription'));
      return { ...togetherIn(found), subscriptions: found.filter(one => one.kind === 'subscription') };
    },

    // Until nothing is found: who writes a message while it is being deleted puts its change back, which no list shows.
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
          found += items.length;
          for (let i = 0; i < items.length; i += DELETES_AT_ONCE)
            await deleteAll(items.slice(i, i + DELETES_AT_ONCE).map(Key => ({ DeleteRequest: { Key } })));
        }
      }
    },

    // The table's time to live does it.
    async purge() {},
  };

  function putOf(document: Document, ifVersion: number, write: string) {
    return {
      TableName: table,
      Item: documentItem({ ...document, version: ifVersion + 1 }, write),
      ...replacing(ifVersion),
      // By what it finds instead, a write whose answer got lost knows that it was done.
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
      if (left.length > 0) await pauseBefore(tried);
    }
  }
}

const keyOf = ({ household, kind, id }: Key): ItemKey => ({
  pk: { S: household },
  sk: { S: sortKey(kind, id) },
});

const togetherIn = (found: readonly Document[]) => ({
  trust: found.find(one => one.kind === 'trust'),
  house: found.find(one => one.kind === 'household'),
});

/** The condition that the stored document is at a version; 0: that there is none. */
const atVersion = (version: number) =>
  version === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
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
