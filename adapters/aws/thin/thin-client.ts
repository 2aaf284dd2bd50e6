import { setTimeout } from 'node:timers/promises';
import { sign } from 'aws4';
import { type Duration, seconds } from '../../../core/household/instant.ts';
import { type Answered, send, Unanswered } from './send.ts';

/** What a client is made with: the part of the AWS SDK's configuration that `awsClient` and the tests give. */
export type ThinConfig = {
  endpoint?: string;
  region?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  maxAttempts?: number;
  requestHandler?: { requestTimeout?: Duration };
};

/** One request of a service; `path` comes behind the endpoint. */
export type ThinRequest = {
  method: string;
  path: string;
  query?: Record<string, string | undefined>;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
};

/** An error that AWS answered with, by its name. */
export class AwsProblem extends Error {
  readonly $metadata: { httpStatusCode: number };
  constructor(name: string, status: number) {
    super(`AWS answered: ${name}.`);
    this.name = name;
    this.$metadata = { httpStatusCode: status };
  }
}

/** What passes by itself, beside faults of the server: the codes of the AWS SDK's standard mode. */
const PASSING =
  /^(Throttl|TooManyRequests|RequestLimitExceeded|ProvisionedThroughputExceeded|RequestThrottled|SlowDown|RequestTimeout|LimitExceeded|BandwidthLimitExceeded|PriorRequestNotComplete|TransactionInProgress|EC2Throttled)/;
const PASSING_STATUS = new Set([500, 502, 503, 504]);
/** The longest pause before a second try, doubling: as the SDK's. Where AWS asks for less, it is longer. */
const PAUSE: Duration = 100;
const PAUSE_WHEN_THROTTLED: Duration = 500;

/**
 * A client of one AWS service with nothing but time limits and tries around aws4's signer: the SDK's own client
 * is most of a small function's code, and most of what Alexa waits for when it starts. Region and credentials come from what Lambda gives,
 * and endpoints other than AWS's own from `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<service>`, as the SDK takes them.
 */
export class ThinClient {
  readonly #config: ThinConfig;
  readonly #service: string;
  /** Where requests go; not AWS's own only if `isOwn` is false. */
  readonly endpoint: string;
  readonly isOwn: boolean;

  constructor(service: string, config: ThinConfig) {
    this.#service = service;
    this.#config = config;
    const { env } = process;
    const given =
      config.endpoint ?? env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? env['AWS_ENDPOINT_URL'];
    this.isOwn = given === undefined;
    this.endpoint = (given ?? `https://${service}.${this.region}.amazonaws.com`).replace(/\/$/, '');
  }

  get region(): string {
    return this.#config.region ?? process.env['AWS_REGION'] ?? '';
  }

  /**
   * Asks, and asks again what passes by itself. Throws what `problemIn` makes of an answer that says so, and
   * `Unanswered`.
   */
  async ask(
    request: ThinRequest,
    problemIn: (answered: Answered) => AwsProblem | undefined,
    endpoint: string = this.endpoint,
  ): Promise<Answered> {
    const tries = this.#config.maxAttempts ?? 3;
    for (let tried = 1; ; tried += 1) {
      let throttled = false;
      try {
        const answered = await this.#once(request, endpoint);
        const problem = problemIn(answered);
        if (!problem) return answered;
        throttled = PASSING.test(problem.name);
        if (tried === tries || !(throttled || PASSING_STATUS.has(answered.status))) throw problem;
      } catch (error) {
        if (tried === tries || !(error instanceof Unanswered)) throw error;
      }
      await setTimeout(Math.random() * (throttled ? PAUSE_WHEN_THROTTLED : PAUSE) * 2 ** (tried - 1));
    }
  }

  async #once(
    { method, path, query = {}, headers = {}, body = '' }: ThinRequest,
    endpoint: string,
  ): Promise<Answered> {
    const url = new URL(endpoint + path);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.append(name, value);
    const { env } = process;
    const bytes = Buffer.from(body);
    const signed = sign(
      {
        method,
        host: url.host,
        path: url.pathname + url.search,
        headers: { ...headers },
        body: bytes,
        service: this.#service,
        region: this.region,
      },
      this.#config.credentials ?? {
        accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
        ...(env['AWS_SESSION_TOKEN'] && { sessionToken: env['AWS_SESSION_TOKEN'] }),
      },
    );
    const timeout = this.#config.requestHandler?.requestTimeout ?? seconds(1);
    const to = new URL(signed.path ?? '', url);
    return send({ method, url: to, headers: signed.headers as Record<string, string>, body: bytes }, timeout);
  }
}
