import { Unanswered } from './send.ts';
import { AwsProblem, ThinClient, type ThinConfig } from './thin-client.ts';

/*
 * What `store/documents.dynamo.ts` uses of `@aws-sdk/client-dynamodb`, under its names: the skill's bundle has this
 * file in the SDK's place. The protocol is AWS JSON 1.0: inputs and outputs are JSON as they are.
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

/** An error with what DynamoDB says beside its name. */
class DynamoProblem extends AwsProblem {
  readonly Item: Item | undefined;
  readonly CancellationReasons: readonly { Code?: string; Item?: Item }[] | undefined;
  constructor(name: string, status: number, said: Partial<DynamoProblem>) {
    super(name, status);
    this.Item = said.Item;
    this.CancellationReasons = said.CancellationReasons;
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
    const { body } = await this.#client.ask(request, ({ status, body }) => {
      if (status < 300) return undefined;
      const said = parsed(body) ?? {};
      const type = said['__type'];
      const name = typeof type === 'string' ? type.replace(/^.*#/, '') : `Status${status}`;
      return new (KNOWN[name] ?? DynamoProblem)(name, status, said);
    });
    const output = parsed(body);
    // An empty answer would mean that a document is not there.
    if (!output) throw new Unanswered('malformed');
    return output;
  }

  destroy(): void {}
}

function parsed(body: Uint8Array): Item | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as Item;
  } catch {
    return undefined;
  }
}
