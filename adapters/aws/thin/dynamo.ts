import { command, type Item, JsonClient } from './json-client.ts';
import { AwsProblem, type ThinConfig } from './thin-client.ts';

/*
 * Replaces `@aws-sdk/client-dynamodb` in the skill's bundle. It has what `dynamo-documents.ts` and `dynamo-item-reader.ts`
 * use of the SDK, under the same names.
 */

export const GetItemCommand = command('GetItem');
export const BatchGetItemCommand = command('BatchGetItem');
export const PutItemCommand = command('PutItem');
export const QueryCommand = command('Query');
export const TransactWriteItemsCommand = command('TransactWriteItems');
export const BatchWriteItemCommand = command('BatchWriteItem');

/** An error response of DynamoDB, with the fields that the adapter reads. */
class DynamoProblem extends AwsProblem {
  readonly Item: Item | undefined;
  readonly CancellationReasons: readonly { Code?: string; Item?: Item }[] | undefined;
  constructor(name: string, status: number, response: Partial<DynamoProblem>) {
    super(name, status);
    this.Item = response.Item;
    this.CancellationReasons = response.CancellationReasons;
  }
}

export class ConditionalCheckFailedException extends DynamoProblem {}
export class TransactionCanceledException extends DynamoProblem {}
export class TransactionConflictException extends DynamoProblem {}
export class TransactionInProgressException extends DynamoProblem {}

const KNOWN: Record<string, typeof DynamoProblem> = {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
};

const DYNAMODB = {
  name: 'dynamodb',
  target: 'DynamoDB_20120810',
  version: '1.0',
  problem: (name: string, status: number, response: Item) =>
    new (KNOWN[name] ?? DynamoProblem)(name, status, response),
} as const;

export class DynamoDBClient extends JsonClient {
  constructor(config: ThinConfig) {
    super(DYNAMODB, config);
  }
}
