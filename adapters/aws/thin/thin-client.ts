import { setTimeout } from 'node:timers/promises';
import { sign } from 'aws4';
import { type Duration, seconds } from '../../../core/household/instant.ts';
import { type AwsResponse, send, NoResponse } from './send.ts';

/** The part of the AWS SDK's client configuration that `awsClient` and the tests set. */
export type ThinConfig = {
  endpoint?: string;
  region?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  maxAttempts?: number;
  requestHandler?: { requestTimeout?: Duration };
};

/** A request to a service; `path` is relative to the endpoint. */
export type ThinRequest = {
  method: string;
  path: string;
  query?: Record<string, string | undefined>;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
};

/** An error response of AWS, by its name. */
export class AwsProblem extends Error {
  readonly $metadata: { httpStatusCode: number };
  constructor(name: string, status: number) {
    super(`AWS answered: ${name}.`);
    this.name = name;
    this.$metadata = { httpStatusCode: status };
  }
}

/** Errors worth a retry: the codes of the AWS SDK's standard retry mode. */
const RETRYABLE =
  /^(Throttl|TooManyRequests|RequestLimitExceeded|ProvisionedThroughputExceeded|RequestThrottled|SlowDown|RequestTimeout|LimitExceeded|BandwidthLimitExceeded|PriorRequestNotComplete|TransactionInProgress|EC2Throttled)/;
const RETRYABLE_STATUS = new Set([500, 502, 503, 504]);
/** The longest pause before the second try. It doubles with each try, as in the SDK. It is longer after throttling. */
const PAUSE: Duration = 100;
const PAUSE_WHEN_THROTTLED: Duration = 500;

/**
 * A client of one AWS service: aws4's signer with timeouts and retries. The SDK's own client would be most of a small
 * function's code and of its cold start, for which Alexa waits. Region and credentials come from Lambda's environment, and
 * other endpoints than AWS's own from `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<service>`, as in the SDK.
 */
export class ThinClient {
  readonly #config: ThinConfig;
  readonly #service: string;
  /** The address of requests. `isOwn` says whether it is AWS's own. */
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

  /** Sends a request, with retries. Throws `NoResponse`, and the error that `problemIn` finds in a response. */
  async request(
    request: ThinRequest,
    problemIn: (response: AwsResponse) => AwsProblem | undefined,
    endpoint: string = this.endpoint,
  ): Promise<AwsResponse> {
    const tries = this.#config.maxAttempts ?? 3;
    for (let tried = 1; ; tried += 1) {
      let throttled = false;
      try {
        const response = await this.#once(request, endpoint);
        const problem = problemIn(response);
        if (!problem) return response;
        throttled = RETRYABLE.test(problem.name);
        if (tried === tries || !(throttled || RETRYABLE_STATUS.has(response.status))) throw problem;
      } catch (error) {
        if (tried === tries || !(error instanceof NoResponse)) throw error;
      }
      await setTimeout(Math.random() * (throttled ? PAUSE_WHEN_THROTTLED : PAUSE) * 2 ** (tried - 1));
    }
  }

  async #once(
    { method, path, query = {}, headers = {}, body = '' }: ThinRequest,
    endpoint: string,
  ): Promise<AwsResponse> {
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
