import type { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Allowed } from './allow.ts';
import type { Secrets } from './secrets.ts';
import type { WakeUps } from './wake-ups.ts';

/** What the functions' permissions are about. */
export type Things = {
  stack: Stack;
  table: Table;
  recordings: Bucket;
  secrets: Secrets;
  wakeUps: WakeUps;
  mailFrom: string;
};

/** What every function may: write its own log, and trace. */
export const every = (logs: LogGroup): Allowed[] => [
  // The ARN that CloudFormation gives for a log group ends in `:*`, its streams.
  { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.logGroupArn] },
  {
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    resources: ['*'],
    why: 'X-Ray has no resources to name for these.',
  },
];

/** The skill holds and discards messages, and erases a household that disabled it. */
export const skillMay = (things: Things, companionArn: string): Allowed[] => [
  ...decides(things),
  forgets(things),
  ...erases(things),
  content(things, ['s3:GetObject', 's3:PutObject']),
  { actions: ['lambda:InvokeFunction'], resources: [companionArn] },
];

/** The phone's API reads content, changes no recording, and erases a household whose owner asks for it. */
export const companionMay = (things: Things): Allowed[] => [
  ...decides(things),
  forgets(things),
  ...erases(things),
  content(things, ['s3:GetObject']),
  {
    actions: ['ssm:GetParameter', 'ssm:PutParameter'],
    resources: [things.secrets.anchor.arn, things.secrets.vapid.arn],
  },
];

/** The courier renders, tells, delivers and erases; it makes no secret and forgets no household. */
export const courierMay = (things: Things): Allowed[] => [
  ...decides(things),
  ...erases(things),
  content(things, ['s3:GetObject', 's3:PutObject']),
  { actions: ['ssm:GetParameter'], resources: [things.secrets.anchor.arn, things.secrets.vapid.arn] },
  ...readsChanges(things),
  ...wakes(things),
  {
    actions: ['polly:SynthesizeSpeech'],
    resources: ['*'],
    why: 'Polly has no resources to name but lexicons, and none is used.',
  },
  {
    actions: ['ses:SendEmail', 'ses:SendRawEmail'],
    resources: [things.stack.formatArn({ service: 'ses', resource: 'identity', resourceName: '*' })],
    conditions: { StringEquals: { 'ses:FromAddress': things.mailFrom } },
    why: 'The sender is fixed by the condition. Its identity may be the address or its domain, and in the SES sandbox each recipient is one as well.',
  },
];

/** A transaction needs no permission of its own, but that of each part. */
const decides = ({ table }: Things): Allowed[] => [
  {
    actions: [
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:ConditionCheckItem',
    ],
    resources: [table.tableArn],
  },
];

const forgets = ({ table }: Things): Allowed => ({
  actions: ['dynamodb:BatchWriteItem'],
  resources: [table.tableArn],
});

const EACH = 'One object for each recording, under household and message; their names are not known before.';

const content = ({ recordings }: Things, actions: string[]): Allowed => ({
  actions,
  resources: [recordings.arnForObjects('*')],
  why: EACH,
});

/** Exact versions, found by listing. Being allowed to list also makes S3 say "not there" instead of "not allowed". */
const erases = ({ recordings }: Things): Allowed[] => [
  { actions: ['s3:ListBucket', 's3:ListBucketVersions'], resources: [recordings.bucketArn] },
  { actions: ['s3:DeleteObjectVersion'], resources: [recordings.arnForObjects('*')], why: EACH },
];

/** Lambda reads the stream with the function's own role. */
const readsChanges = ({ table, wakeUps }: Things): Allowed[] => [
  {
    actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    resources: [table.tableStreamArn ?? ''],
  },
  {
    actions: ['dynamodb:ListStreams'],
    resources: ['*'],
    why: 'Lambda checks for it on all streams when it is connected to one; it tells names only.',
  },
  { actions: ['sqs:SendMessage'], resources: [wakeUps.failedChanges.queueArn] },
];

const wakes = ({ stack, wakeUps: { queue, group, scheduleRole } }: Things): Allowed[] => [
  {
    actions: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    resources: [queue.queueArn],
  },
  {
    actions: ['scheduler:CreateSchedule'],
    resources: [
      stack.formatArn({ service: 'scheduler', resource: 'schedule', resourceName: `${group.ref}/*` }),
    ],
    why: 'One schedule for each wake-up, in a group of their own; their names are not known before.',
  },
  {
    actions: ['iam:PassRole'],
    resources: [scheduleRole.roleArn],
    conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
  },
];
