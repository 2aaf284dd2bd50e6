import { REQUEST_PRICES } from '../../../bench/scale/prices.ts';
import type { Asked } from './aws-wire.ts';

/** The requests to AWS. `readUnits` and `writeUnits` are DynamoDB's; `sent` and `received` are the bytes of the bodies. */
export type Bill = {
  requests: Record<string, number>;
  readUnits: number;
  writeUnits: number;
  sent: number;
  received: number;
};

/** The price of a thousand times these requests, in USD, without speech and mail: docs/cost.md adds them. */
export const priceOfThousand = ({ requests, readUnits, writeUnits }: Bill): number =>
  Object.entries({ ...requests, readUnits, writeUnits }).reduce(
    (sum, [what, count]) => sum + (count * (REQUEST_PRICES[what] ?? 0)) / 1_000,
    0,
  );

type Item = Record<string, Record<string, string>>;
type Input = {
  Item?: Item;
  TransactItems?: { Put?: { Item: Item }; ConditionCheck?: { Key: Item } }[];
  RequestItems?: Record<string, { Keys: Item[] }>;
};
type Output = { Item?: Item; Items?: Item[]; Responses?: Record<string, Item[]> };

const sizeOf = (item: Item): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(Object.values(value).join('')),
    0,
  );
const nameOf = ({ pk, sk }: Item): string => JSON.stringify([pk, sk]);
/** DynamoDB charges the read of a missing item like that of a small one. */
const readUnitsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / 4096));
const writeUnitsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024));

/** The bill of a service's requests after index `from`. `asked` has all requests since the table was empty. */
export function billOf(asked: readonly Asked[], from: number): Bill {
  const sizes = new Map<string, number>();
  const note = (item: Item) => {
    sizes.set(nameOf(item), sizeOf(item));
    return sizeOf(item);
  };
  const bill: Bill = { requests: {}, readUnits: 0, writeUnits: 0, sent: 0, received: 0 };
  for (const [index, { operation, body, answered = Buffer.alloc(0), headers }] of asked.entries()) {
    const isDynamo = String(headers['x-amz-target']).startsWith('DynamoDB_');
    const [read, write] = isDynamo
      ? unitsOf(operation, parsed(body) as Input, parsed(answered) as Output)
      : [0, 0];
    if (index < from) continue;
    bill.requests[operation] = (bill.requests[operation] ?? 0) + 1;
    bill.readUnits += read;
    bill.writeUnits += write;
    bill.sent += body.length;
    bill.received += answered.length;
  }
  return bill;

  function unitsOf(operation: string, input: Input, output: Output): [read: number, write: number] {
    switch (operation) {
      case 'GetItem':
        return [readUnitsOf(output.Item ? note(output.Item) : 0), 0];
      case 'BatchGetItem': {
        const found = Object.values(output.Responses ?? {}).flat();
        const keys = Object.values(input.RequestItems ?? {}).flatMap(({ Keys }) => Keys);
        const units = found.map(item => readUnitsOf(note(item)));
        return [units.reduce((a, b) => a + b, keys.length - found.length), 0];
      }
      case 'Query':
        return [readUnitsOf((output.Items ?? []).map(note).reduce((a, b) => a + b, 0)), 0];
      case 'PutItem':
        return [0, input.Item ? writeUnitsOf(note(input.Item)) : 0];
      case 'TransactWriteItems': {
        const bytes = (input.TransactItems ?? []).map(({ Put, ConditionCheck }) =>
          Put ? note(Put.Item) : ConditionCheck ? (sizes.get(nameOf(ConditionCheck.Key)) ?? 0) : 0,
        );
        return [0, bytes.reduce((sum, size) => sum + 2 * writeUnitsOf(size), 0)];
      }
      default:
        throw new Error(`nobody knows what ${operation} costs`);
    }
  }
}

const parsed = (body: Buffer): unknown => JSON.parse(body.toString() || '{}');

/** The sum of bills. */
export function summed(bills: readonly Bill[]): Bill {
  const sum: Bill = { requests: {}, readUnits: 0, writeUnits: 0, sent: 0, received: 0 };
  for (const bill of bills) {
    for (const [operation, count] of Object.entries(bill.requests))
      sum.requests[operation] = (sum.requests[operation] ?? 0) + count;
    for (const what of ['readUnits', 'writeUnits', 'sent', 'received'] as const) sum[what] += bill[what];
  }
  return sum;
}

/** The number of requests. */
export const requestsOf = ({ requests }: Bill): number =>
  Object.values(requests).reduce((sum, count) => sum + count, 0);
