import { NoResponse } from './send.ts';
import { AwsProblem, ThinClient, type ThinConfig } from './thin-client.ts';

/** The fields of an input or an output. */
export type Item = Record<string, unknown>;

class Command {
  readonly operation: string;
  readonly input: object;
  constructor(operation: string, input: object) {
    this.operation = operation;
    this.input = input;
  }
}

/** The class of one operation's commands, as the SDK has one for each. */
export const command = (operation: string) =>
  class extends Command {
    constructor(input: object) {
      super(operation, input);
    }
  };

/**
 * What differs by service: its name, the prefix of its targets, its protocol's version, and its errors if they have
 * fields.
 */
type Service = {
  name: string;
  target: string;
  version: '1.0' | '1.1';
  problem?: (name: string, status: number, response: Item) => AwsProblem;
};

/** A client of a service that speaks AWS JSON: inputs and outputs are sent as JSON. */
export class JsonClient {
  readonly #client: ThinClient;
  readonly #service: Service;
  constructor(service: Service, config: ThinConfig) {
    this.#client = new ThinClient(service.name, config);
    this.#service = service;
  }

  async send({ operation, input }: Command): Promise<Item> {
    const { target, version, problem } = this.#service;
    const headers = {
      'content-type': `application/x-amz-json-${version}`,
      'x-amz-target': `${target}.${operation}`,
    };
    const request = { method: 'POST', path: '/', headers, body: JSON.stringify(input) };
    const { body } = await this.#client.request(request, ({ status, body }) => {
      if (status < 300) return undefined;
      const response = parseJson(body) ?? {};
      const type = response['__type'];
      const name = typeof type === 'string' ? type.replace(/^.*#/, '') : `Status${status}`;
      return problem ? problem(name, status, response) : new AwsProblem(name, status);
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
