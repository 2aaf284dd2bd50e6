import type { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Allowed } from './allow.ts';
import type { Secrets } from './secrets.ts';
import type { WakeUps } from './wake-ups.ts';

/** The resources that the functions' permissions name. */
export type Resources = {
  stack: Stack;
  table: Table;
  recordings: Bucket;
  secrets: Secrets;
  wakeUps: WakeUps;
  mailFrom: string;
  /** The configuration set of the mails. */
  mails: ConfigurationSet;
};

/** Every function writes its own log, and traces. */
export const everyFunctionsPermissions = (logs: LogGroup): Allowed[] => [
  // The ARN that CloudFormation gives for a log group ends in `:*`, its streams.
  { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.logGroupArn] },
  {
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    resources: ['*'],
    why: 'X-Ray has no resources for these actions.',
  },
];

/** The skill holds, seals and discards messages, and erases a household that disables it. It cannot seal a trust list. */
export const skillPermissions = (resources: Resources, companionArn: string): Allowed[] => [
  ...readAndWriteDocuments(resources),
  deleteDocuments(resources),
  ...eraseContent(resources),
  accessContent(resources, ['s3:GetObject', 's3:PutObject']),
  { actions: ['ssm:GetParameter', 'ssm:PutParameter'], resources: [resources.secrets.seal.arn] },
  { actions: ['lambda:InvokeFunction'], resources: [companionArn] },
];

/** The companion reads content, stores what a phone records again, and erases a household when its owner asks for that. */
export const companionPermissions = (resources: Resources): Allowed[] => [
  ...readAndWriteDocuments(resources),
  deleteDocuments(resources),
  ...eraseContent(resources),
  accessContent(resources, ['s3:GetObject', 's3:PutObject']),
  {
    actions: ['ssm:GetParameter', 'ssm:PutParameter'],
    resources: secretArns(resources),
  },
  readChannelSecrets(resources),
];

/** The courier renders, notifies, delivers and erases messages. It makes no secret and erases no household. */
export const courierPermissions = (resources: Resources): Allowed[] => [
  ...readAndWriteDocuments(resources),
  ...eraseContent(resources),
  accessContent(resources, ['s3:GetObject', 's3:PutObject']),
  { actions: ['ssm:GetParameter'], resources: secretArns(resources) },
  readChannelSecrets(resources),
  ...readStream(resources),
  ...useWakeUps(resources),
  {
    actions: ['polly:SynthesizeSpeech'],
    resources: ['*'],
    why: 'The only resources of Polly are lexicons, and none is used.',
  },
  {
    actions: ['ses:SendEmail', 'ses:SendRawEmail'],
    resources: [
      resources.stack.formatArn({ service: 'ses', resource: 'identity', resourceName: '*' }),
      resources.stack.formatArn({
        service: 'ses',
        resource: 'configuration-set',
        resourceName: resources.mails.configurationSetName,
      }),
    ],
    conditions: { StringEquals: { 'ses:FromAddress': resources.mailFrom } },
    why: 'The condition fixes the sender. Its identity may be the address or its domain, and in the SES sandbox each recipient is an identity as well.',
  },
];

const secretArns = ({ secrets: { anchor, seal, vapid } }: Resources): string[] => [
  anchor.arn,
  seal.arn,
  vapid.arn,
];

const readChannelSecrets = ({ secrets: { channels } }: Resources): Allowed => ({
  actions: ['ssm:GetParameter'],
  resources: Object.values(channels).map(({ arn }) => arn),
});

/** A transaction needs the permissions of its parts, and none of its own. */
const readAndWriteDocuments = ({ table }: Resources): Allowed[] => [
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

const deleteDocuments = ({ table }: Resources): Allowed => ({
  actions: ['dynamodb:BatchWriteItem'],
  resources: [table.tableArn],
});

const OBJECT_NAMES =
  'One object for each recording, under household and message; the names are not known at deployment.';

const accessContent = ({ recordings }: Resources, actions: string[]): Allowed => ({
  actions,
  resources: [recordings.arnForObjects('*')],
  why: OBJECT_NAMES,
});

/**
 * Erasing lists versions and deletes exactly those. With the permission to list, S3 also answers a read of a missing object
 * with 404 instead of 403.
 */
const eraseContent = ({ recordings }: Resources): Allowed[] => [
  { actions: ['s3:ListBucket', 's3:ListBucketVersions'], resources: [recordings.bucketArn] },
  { actions: ['s3:DeleteObjectVersion'], resources: [recordings.arnForObjects('*')], why: OBJECT_NAMES },
];

/** Lambda reads the stream with the function's own role. */
const readStream = ({ table, wakeUps }: Resources): Allowed[] => [
  {
    actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    resources: [table.tableStreamArn ?? ''],
  },
  {
    actions: ['dynamodb:ListStreams'],
    resources: ['*'],
    why: 'Lambda checks for this permission on all streams when it is connected to one. It gives names only.',
  },
  { actions: ['sqs:SendMessage'], resources: [wakeUps.failedChanges.queueArn] },
];

const useWakeUps = ({ stack, wakeUps: { queue, group, scheduleRole } }: Resources): Allowed[] => [
  {
    actions: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    resources: [queue.queueArn],
  },
  {
    actions: ['scheduler:CreateSchedule'],
    resources: [
      stack.formatArn({ service: 'scheduler', resource: 'schedule', resourceName: `${group.ref}/*` }),
    ],
    why: 'One schedule for each wake-up, in a group of their own; the names are not known at deployment.',
  },
  {
    actions: ['iam:PassRole'],
    resources: [scheduleRole.roleArn],
    conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
  },
];
