import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';
import DataLoader from 'dataloader';
import { pauseBeforeRetry } from './aws-client.ts';
import { StoreFailure } from '../../services/storage/store-failure.ts';

export type Item = Record<string, AttributeValue>;
export type ItemKey = { pk: { S: string }; sk: { S: string } };

/** The limit of BatchGetItem. */
const BATCH_SIZE = 100;
/** How often DynamoDB may leave a part of a batch unread. */
const TRIES = 4;

/**
 * Reads items by key, strongly consistent. Reads that start in the same tick share one request; nothing is cached. Throws
 * `not-read` where DynamoDB leaves a part unread at every try, and the client's errors.
 */
export function itemReader({
  client,
  table,
}: {
  client: DynamoDBClient;
  table: string;
}): (key: ItemKey) => Promise<Item | undefined> {
  const loader = new DataLoader<ItemKey, Item | undefined>(
    async keys => {
      const wanted = new Map(keys.map(key => [nameOf(key), key]));
      const [first] = wanted.values();
      const found = wanted.size === 1 && first ? await readOne(first) : await readBatch([...wanted.values()]);
      return keys.map(key => found.get(nameOf(key)));
    },
    { cache: false, maxBatchSize: BATCH_SIZE },
  );
  return key => loader.load(key);

  async function readOne(Key: ItemKey): Promise<Map<string, Item>> {
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    return new Map(Item && [[nameOf(Key), Item]]);
  }

  async function readBatch(keys: ItemKey[]): Promise<Map<string, Item>> {
    const found = new Map<string, Item>();
    let left: ItemKey[] = keys;
    for (let tried = 1; left.length > 0; tried++) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
      );
      for (const item of Responses?.[table] ?? []) found.set(nameOf(item as ItemKey), item);
      left = (UnprocessedKeys?.[table]?.Keys ?? []) as ItemKey[];
      if (left.length > 0 && tried === TRIES) throw new StoreFailure('not-read');
      if (left.length > 0) await pauseBeforeRetry(tried);
    }
    return found;
  }
}

const nameOf = ({ pk, sk }: ItemKey): string => JSON.stringify([pk.S, sk.S]);
