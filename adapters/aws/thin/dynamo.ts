import { NoResponse } from './send.ts';
import { AwsProblem, ThinClient, type ThinConfig } from './thin-client.ts';

/*
 * Replaces `@aws-sdk/client-dynamodb` in the skill's bundle. It has what `dynamo-documents.ts` and `dynamo-item-reader.ts`
 * use of the SDK, under the same names. The protocol is AWS JSON 1.0: inputs and outputs are sent as JSON.
 */

type Item = Record<string, unknown>;

class Command {
  readonly operation: string;
  readonly input: object;
  constructor(operation: string, input: object) {
    this.operation = operation;
    this.input = input;
  }
}

const command = (operation: string) =>
  class extends Command {
    constructor(input: object) {
      super(operation, input);
    }
  };

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

export class DynamoDBClient {
  readonly #client: ThinClient;
  constructor(config: ThinConfig) {
    this.#client = new ThinClient('dynamodb', config);
  }

  async send({ operation, input }: Command): Promise<Item> {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    };
    const request = { method: 'POST', path: '/', headers, body: JSON.stringify(input) };
    const { body } = await this.#client.request(request, ({ status, body }) => {
      if (status < 300) return undefined;
      const response = parseJson(body) ?? {};
      const type = response['__type'];
      const name = typeof type === 'string' ? type.replace(/^.*#/, '') : `Status${status}`;
      return new (KNOWN[name] ?? DynamoProblem)(name, status, response);
    });
    const output = parseJson(body);
    // Without this an empty response would read as a missing document.
    if (!output) throw new NoResponse('malformed');
    return output;
  }

  destroy(): void {}
}

function parseJson(body: Uint8Array): Item | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as Item;
  } catch {
    return undefined;
  }
}
