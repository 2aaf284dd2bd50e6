import { ThinClient } from '../../../adapters/aws/thin/thin-client.ts';
import { TRIGGER_PREFIXES } from '../../../lambda/triggers.ts';
import type { AwsWire } from './aws-wire.ts';
import { type Dynoxide, startDynoxide } from './dynoxide.ts';
import { type PollyPeer, startPollyPeer } from './polly-peer.ts';
import { type S3Peer, startS3Peer } from './s3-peer.ts';
import { type SchedulerPeer, startSchedulerPeer } from './scheduler-peer.ts';
import { type SesPeer, startSesPeer } from './ses-peer.ts';
import { TEMPORARY_CREDENTIALS, TEST_REGION } from './sigv4.ts';
import { type SqsPeer, startSqsPeer } from './sqs-peer.ts';
import { type SsmPeer, startSsmPeer } from './ssm-peer.ts';

/** A record of the table's stream, as Lambda delivers it. */
export type ChangeRecord = {
  eventID: string;
  eventName: string;
  eventSource: 'aws:dynamodb';
  dynamodb: { Keys: { pk: { S: string }; sk: { S: string } }; SequenceNumber: string };
};

/** The peers of all AWS services that the functions use, on this machine. */
export type AwsPeers = {
  dynamo: Dynoxide;
  s3: S3Peer;
  ssm: SsmPeer;
  sqs: SqsPeer;
  scheduler: SchedulerPeer;
  ses: SesPeer;
  polly: PollyPeer;
  table: string;
  bucket: string;
  /** Every service, by the name of its endpoint variable. */
  wires: Record<string, AwsWire>;
  /** The stream's records since the last call that pass the stack's filter. */
  changes: () => Promise<ChangeRecord[]>;
  stop: () => Promise<void>;
};

export const SENDER = 'home@example.org';
export const PUBLIC_URL = 'https://home.example.org';

/** Starts all peers. `now` is the clock of EventBridge Scheduler. */
export async function startAwsPeers(now?: () => number): Promise<AwsPeers> {
  const [dynamo, s3, ssm, sqs, scheduler, ses, polly] = await Promise.all([
    startDynoxide(),
    startS3Peer(),
    startSsmPeer(),
    startSqsPeer(),
    startSchedulerPeer(now),
    startSesPeer([SENDER]),
    startPollyPeer(),
  ]);
  const peers = { s3, ssm, sqs, scheduler, ses, polly };
  const table = await dynamo.createTable();
  return {
    ...peers,
    dynamo,
    table,
    bucket: 'recordings',
    wires: {
      DYNAMODB: dynamo.wire,
      S3: s3.wire,
      SSM: ssm.wire,
      SQS: sqs.wire,
      SCHEDULER: scheduler.wire,
      SESV2: ses.wire,
      POLLY: polly.wire,
    },
    changes: await openStream(dynamo.wire, table),
    async stop() {
      await Promise.all([dynamo.stop(), ...Object.values(peers).map(({ wire }) => wire.stop())]);
    },
  };
}

type Said = {
  Streams: { StreamArn: string }[];
  StreamDescription: { Shards: { ShardId: string }[] };
  ShardIterator: string;
  NextShardIterator: string;
  Records: ChangeRecord[];
};

/** Reads the stream from its beginning, and applies the stack's filter. */
async function openStream(wire: AwsWire, table: string): Promise<AwsPeers['changes']> {
  const client = new ThinClient('dynamodb', wire.client);
  const ask = async (operation: string, input: object): Promise<Said> => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
    };
    const request = { method: 'POST', path: '/', headers, body: JSON.stringify(input) };
    const { status, body } = await client.request(request, () => undefined);
    const text = new TextDecoder().decode(body);
    if (status !== 200) throw new Error(text);
    return JSON.parse(text) as Said;
  };
  const { Streams } = await ask('ListStreams', { TableName: table });
  const stream = { StreamArn: Streams[0]?.StreamArn };
  const { StreamDescription } = await ask('DescribeStream', stream);
  let { ShardIterator: from } = await ask('GetShardIterator', {
    ...stream,
    ShardId: StreamDescription.Shards[0]?.ShardId,
    ShardIteratorType: 'TRIM_HORIZON',
  });
  return async () => {
    const { Records, NextShardIterator } = await ask('GetRecords', { ShardIterator: from });
    from = NextShardIterator;
    return Records.filter(
      ({ eventName, dynamodb }) =>
        eventName !== 'REMOVE' && TRIGGER_PREFIXES.some(start => dynamodb.Keys.sk.S.startsWith(start)),
    ).map(record => ({ ...record, eventSource: 'aws:dynamodb' }));
  };
}

/** The environment that Lambda itself sets. */
export const lambdaEnvironment = ({ wires }: Pick<AwsPeers, 'wires'>): Record<string, string> => ({
  AWS_REGION: TEST_REGION,
  AWS_ACCESS_KEY_ID: TEMPORARY_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: TEMPORARY_CREDENTIALS.secretAccessKey,
  AWS_SESSION_TOKEN: TEMPORARY_CREDENTIALS.sessionToken,
  ...Object.fromEntries(Object.entries(wires).map(([name, { url }]) => [`AWS_ENDPOINT_URL_${name}`, url])),
});
