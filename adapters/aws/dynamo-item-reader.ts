import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';
import DataLoader from 'dataloader';
import { pauseBefore } from './pause-before-retry.ts';
import { StoreFailure } from '../../services/storage/store-failure.ts';

export type Item = Record<string, AttributeValue>;
export type ItemKey = { pk: { S: string }; sk: { S: string } };

/** Of BatchGetItem. */
const READS_AT_ONCE = 100;
/** How often a read is tried that was left undone. */
const TRIES = 4;

/**
 * Reads items of a table by key, strongly consistent. What is asked for at the same time is read in one request, and
 * nothing is kept. Throws `not-read` where some of it is left undone each time, and what the client throws.
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
      const [only] = wanted.values();
      const found = wanted.size === 1 && only ? await one(only) : await several([...wanted.values()]);
      return keys.map(key => found.get(nameOf(key)));
    },
    { cache: false, maxBatchSize: READS_AT_ONCE },
  );
  return key => loader.load(key);

  async function one(Key: ItemKey): Promise<Map<string, Item>> {
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    return new Map(Item && [[nameOf(Key), Item]]);
  }

  async function several(keys: ItemKey[]): Promise<Map<string, Item>> {
    const found = new Map<string, Item>();
    let left: ItemKey[] = keys;
    for (let tried = 1; left.length > 0; tried++) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
      );
      for (const item of Responses?.[table] ?? []) found.set(nameOf(item as ItemKey), item);
      left = (UnprocessedKeys?.[table]?.Keys ?? []) as ItemKey[];
      if (left.length > 0 && tried === TRIES) throw new StoreFailure('not-read');
      if (left.length > 0) await pauseBefore(tried);
    }
    return found;
  }
}

const nameOf = ({ pk, sk }: ItemKey): string => JSON.stringify([pk.S, sk.S]);
