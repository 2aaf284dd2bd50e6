import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ResponseEnvelope } from 'ask-sdk-model';
import { buildFunction, type BuiltFunction } from '../../../infra/build/build-function.ts';
import { FUNCTION_SETTINGS } from '../../../infra/stack/function-settings.ts';
import { type Environment, FUNCTIONS, type FunctionName } from '../../../lambda/environment.ts';
import { makeProof } from '../../../core/approval/proof.ts';
import { ORIGIN_SECRET_HEADER } from '../../../lambda/address-of.ts';
import type { BatchResponse } from '../../../lambda/attend-batch.ts';
import { householdIdOf } from '../../../core/household/ids.ts';
import { instant } from '../../../core/household/instant.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { dynamoDocuments } from '../../../adapters/aws/dynamo-documents.ts';
import { anEnvelope, type Around, type Said, SKILL_ID, USER_ID } from '../builders/alexa-envelopes.ts';
import { json } from './aws-json.ts';
import { type AwsPeers, lambdaEnvironment, PUBLIC_URL, SENDER, startAwsPeers } from './aws-peers.ts';
import { startAwsWire } from './aws-wire.ts';
import { aContact, aPhone } from '../builders/builders.ts';
import { type LambdaHost, startLambda } from './lambda-host.ts';
import { madeOnce } from '../made-once.ts';
import { PhoneClient } from '../builders/phone-client.ts';

/** Second Yes on AWS: the three built functions, each in its own process, and the peers of AWS's services. */
export type Cloud = {
  peers: AwsPeers;
  /** The table, for tests that write to it. */
  documents: Documents;
  /** The folder with each function's built folder. */
  folder: string;
  built: Record<FunctionName, BuiltFunction>;
  functions: Record<FunctionName, LambdaHost>;
  /** The environment that a function was started with. */
  environment: (name: FunctionName) => Record<string, string>;
  /** Sends what `user` says to the skill and gives its response. `attributes` replace the user's own session attributes. */
  says: (said: Said, user?: string, attributes?: Record<string, unknown>) => Promise<ResponseEnvelope>;
  /** Pairs a phone with this account's household, adds the contact Anna, and sets the time to undo to 0. */
  pairs: (user?: string) => Promise<CloudPhone>;
  /**
   * Invokes the courier with the stream's records until there are no more. A record that failed is delivered again, as
   * Lambda does it: on a busy machine a store may have answered too late.
   */
  attends: () => Promise<void>;
  stop: () => Promise<void>;
};

/** How often a record is delivered. */
const MOST_TRIES = 10;

/** How long `startCloud` may take. It takes seconds on an idle machine, and a minute or more on a busy one. */
export const START_TIMEOUT = 300_000;

/** Builds and starts the functions and the peers, without the stack. */
export async function startCloud(): Promise<Cloud> {
  const folder = await madeOnce('functions', buildAll);
  const built = JSON.parse(readFileSync(join(folder, BUILT), 'utf8')) as Cloud['built'];
  const peers = await startAwsPeers();

  const functions = {} as Cloud['functions'];
  const lambda = await startAwsWire({
    service: 'lambda',
    operationOf: ({ url }) => url,
    problem: (code, message, status) => ({
      ...json({ message }),
      status,
      headers: { 'x-amzn-errortype': code },
    }),
    async answer({ url, body }) {
      if (url !== '/2015-03-31/functions/the-companion/invocations') return { status: 404 };
      return json(await functions.companion.invoke(JSON.parse(body.toString())));
    },
  });
  const client = new DynamoDBClient(peers.dynamo.wire.client);
  const environment = (name: FunctionName) => environmentOf(name, peers, lambda.url);
  const stop = async (): Promise<void> => {
    await Promise.all(Object.values(functions).map(host => host.stop()));
    client.destroy();
    await Promise.all([lambda.stop(), peers.stop()]);
  };
  try {
    for (const name of FUNCTIONS) functions[name] = await startLambda(join(folder, name), environment(name));
  } catch (error) {
    await stop();
    throw error;
  }

  const sessions = new Map<string, Record<string, unknown> | undefined>();
  const cloud: Cloud = {
    peers,
    documents: dynamoDocuments({ client, table: peers.table, marksChanges: true }),
    folder,
    built,
    functions,
    environment,
    async says(said, user = USER_ID, attributes = sessions.get(user)) {
      const around: Around = {
        at: instant(Date.now()),
        requestId: `amzn1.echo-api.request.${randomUUID()}`,
        sessionId: `amzn1.echo-api.session.${user}`,
        opens: attributes === undefined,
        attributes,
      };
      const answered = await functions.skill.invoke<ResponseEnvelope>(spokenBy(user, said, around));
      sessions.set(user, answered.response.shouldEndSession ? undefined : answered.sessionAttributes);
      return answered;
    },
    async pairs(user = USER_ID) {
      const { response } = await cloud.says(
        {
          type: 'IntentRequest',
          dialogState: 'STARTED',
          intent: { name: 'PairPhoneIntent', confirmationStatus: 'NONE', slots: {} },
        },
        user,
      );
      const { code = '' } = /code (?<code>[\w-]+)/.exec(JSON.stringify(response.card))?.groups ?? {};
      const phone = new CloudPhone(functions.companion, user, await aPhone());
      const answers = [
        await phone.pair(code),
        await phone.putContact(aContact()),
        await phone.set({ undo: 0 }),
      ];
      if (answers.some(({ status }) => status !== 200))
        throw new Error(`the phone was not paired: ${JSON.stringify({ response, answers })}`);
      sessions.delete(user);
      return phone;
    },
    async attends() {
      for (let records = await peers.changes(); records.length > 0; records = await peers.changes())
        for (let left = records, tries = 0; left.length > 0; tries++) {
          if (tries === MOST_TRIES)
            throw new Error(`the courier failed ${tries} times: ${functions.courier.written()}`);
          const { batchItemFailures } = await functions.courier.invoke<BatchResponse>({ Records: left });
          const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
          left = left.filter(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));
        }
    },
    stop,
  };
  return cloud;
}

/** What CloudFront sends to the API. */
const ORIGIN_SECRET = 'a1'.repeat(20);

const BUILT = 'built.json';

async function buildAll(folder: string): Promise<void> {
  const built: Partial<Cloud['built']> = {};
  for (const name of FUNCTIONS) built[name] = await buildFunction(name, join(folder, name));
  writeFileSync(join(folder, BUILT), JSON.stringify(built));
}

/** The environment that Lambda and the template give a function. */
function environmentOf(name: FunctionName, peers: AwsPeers, lambda: string): Record<string, string> {
  const { table, bucket, sqs, scheduler } = peers;
  const storage = { TABLE_NAME: table, BUCKET_NAME: bucket, PUBLIC_URL };
  const sealing = { SEAL_PARAMETER: '/second-yes/seal-key' };
  const signing = {
    ...sealing,
    ANCHOR_PARAMETER: '/second-yes/anchor-key',
    VAPID_PARAMETER: '/second-yes/vapid-keys',
    TELEGRAM_PARAMETER: '/second-yes/telegram-token',
    WEBHOOK_PARAMETER: '/second-yes/webhook-secret',
  };
  const environments: { [F in FunctionName]: Environment<F> } = {
    skill: { ...storage, ...sealing, COMPANION_FUNCTION: 'the-companion', SKILL_ID },
    companion: { ...storage, ...signing, ORIGIN_SECRET },
    courier: {
      ...storage,
      ...signing,
      WAKE_QUEUE_URL: sqs.queueUrl,
      WAKE_QUEUE_ARN: sqs.queueArn,
      SCHEDULE_GROUP: scheduler.group,
      SCHEDULE_ROLE_ARN: 'arn:aws:iam::123456789012:role/schedules',
      MAIL_FROM: SENDER,
      MAIL_REPLY_TO: 'answers@example.org',
      CONFIGURATION_SET: 'mails',
    },
  };
  const { nodeOptions } = FUNCTION_SETTINGS[name];
  return {
    ...lambdaEnvironment(peers),
    ...(nodeOptions !== undefined && { NODE_OPTIONS: nodeOptions }),
    ...(name === 'skill' && { AWS_ENDPOINT_URL_LAMBDA: lambda }),
    ...environments[name],
  };
}

function spokenBy(userId: string, said: Said, around: Around): unknown {
  const envelope = anEnvelope(said, around);
  const { session, context } = envelope;
  return {
    ...envelope,
    session: { ...session, user: { userId } },
    context: { ...context, System: { ...context.System, user: { userId } } },
  };
}

let phones = 0;
/** A phone whose requests reach the companion in the format of the HTTP API. */
export class CloudPhone extends PhoneClient {
  readonly #companion: LambdaHost;
  /** Each phone has its own network address. */
  readonly #address = `198.18.${phones >> 8}.${phones++ & 255}`;

  constructor(companion: LambdaHost, user: string, keys: Awaited<ReturnType<typeof aPhone>>) {
    super(PUBLIC_URL, householdIdOf(user), keys);
    this.#companion = companion;
  }

  override async fetch(method: string, path: string, body?: unknown): Promise<Response> {
    const [rawPath = '', query = ''] = `/api/households/${this.household}${path}`.split('?');
    const bytes = body instanceof Uint8Array ? body : undefined;
    const text = body === undefined || bytes ? '' : JSON.stringify(body);
    const { id: phone, key, jwk } = this.keys;
    const proof = await makeProof(
      { method, url: this.origin + rawPath, body: bytes ?? new TextEncoder().encode(text) },
      { phone, key, jwk },
      { at: instant(Date.now()), jti: randomUUID() },
    );
    const type = bytes ? 'application/octet-stream' : 'application/json';
    return this.asks(method, rawPath, { dpop: proof, 'content-type': type }, bytes ?? text, query);
  }

  /** Sends any request, in payload format 2.0. */
  async asks(
    method: string,
    rawPath: string,
    headers: Record<string, string>,
    body: string | Uint8Array = '',
    rawQueryString = '',
  ): Promise<Response> {
    const answered = await this.#companion.invoke<ApiAnswer>({
      version: '2.0',
      routeKey: '$default',
      rawPath,
      rawQueryString,
      headers: {
        [ORIGIN_SECRET_HEADER]: ORIGIN_SECRET,
        'x-forwarded-for': `${this.#address}, 192.0.2.2`,
        ...headers,
        host: 'api.example.org',
      },
      requestContext: { http: { method, path: rawPath, sourceIp: '192.0.2.2' } },
      ...(body !== '' && { body: typeof body === 'string' ? body : Buffer.from(body).toString('base64') }),
      isBase64Encoded: typeof body !== 'string',
    });
    const bytes = Buffer.from(answered.body ?? '', answered.isBase64Encoded ? 'base64' : 'utf8');
    return new Response(new Uint8Array(bytes), { status: answered.statusCode, headers: answered.headers });
  }
}

type ApiAnswer = {
  statusCode: number;
  headers: Record<string, string>;
  body?: string;
  isBase64Encoded?: boolean;
};
