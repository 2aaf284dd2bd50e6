import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Environment, FunctionName } from '../../lambda/environment.ts';
import { built } from '../build/built.ts';
import type { Settings } from '../settings.ts';
import type { Site } from './site/site.ts';
import { type Allowed, roleThatMay } from './allow.ts';
import { FUNCTION_SETTINGS } from './function-settings.ts';
import {
  companionPermissions,
  courierPermissions,
  everyFunctionsPermissions,
  type Resources,
  skillPermissions,
} from './permissions.ts';

export type Functions = Record<FunctionName, LambdaFunction>;

/** The three functions, each with only the environment and the permissions that it needs. */
export function functions(
  resources: Resources,
  { publicUrl, secret }: Pick<Site, 'publicUrl' | 'secret'>,
  { skillId, mailReplyTo, reserved }: Settings,
): Functions {
  const { stack, table, recordings, secrets, wakeUps, mailFrom, mails } = resources;
  const storage = { TABLE_NAME: table.tableName, BUCKET_NAME: recordings.bucketName, PUBLIC_URL: publicUrl };
  const sealing = { SEAL_PARAMETER: secrets.seal.name };
  const signing = {
    ...sealing,
    ANCHOR_PARAMETER: secrets.anchor.name,
    VAPID_PARAMETER: secrets.vapid.name,
    TELEGRAM_PARAMETER: secrets.channels.telegram.name,
    WEBHOOK_PARAMETER: secrets.channels.webhook.name,
  };
  const make = <F extends FunctionName>(name: F, environment: Environment<F>, allowed: readonly Allowed[]) =>
    makeFunction(stack, { name, environment, allowed, reserved: reserved[name] });

  const companion = make(
    'companion',
    { ...storage, ...signing, ORIGIN_SECRET: secret },
    companionPermissions(resources),
  );
  const skill = make(
    'skill',
    {
      ...storage,
      ...sealing,
      COMPANION_FUNCTION: companion.functionName,
      ...(skillId && { SKILL_ID: skillId }),
    },
    skillPermissions(resources, companion.functionArn),
  );
  const courier = make(
    'courier',
    {
      ...storage,
      ...signing,
      WAKE_QUEUE_URL: wakeUps.queue.queueUrl,
      WAKE_QUEUE_ARN: wakeUps.queue.queueArn,
      SCHEDULE_GROUP: wakeUps.group.ref,
      SCHEDULE_ROLE_ARN: wakeUps.scheduleRole.roleArn,
      MAIL_FROM: mailFrom,
      CONFIGURATION_SET: mails.configurationSetName,
      ...(mailReplyTo && { MAIL_REPLY_TO: mailReplyTo }),
    },
    courierPermissions(resources),
  );
  return { skill, companion, courier };
}

function makeFunction(
  stack: Stack,
  {
    name,
    environment,
    allowed,
    reserved,
  }: {
    name: FunctionName;
    environment: Record<string, string>;
    allowed: readonly Allowed[];
    reserved: number | undefined;
  },
): LambdaFunction {
  const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const { timeoutSeconds, memoryMegabytes, nodeOptions } = FUNCTION_SETTINGS[name];
  const logGroup = new LogGroup(stack, `${id}Log`, {
    retention: RetentionDays.TWO_WEEKS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return new LambdaFunction(stack, id, {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(built(`lambda/${name}`, 'index.mjs')),
    handler: 'index.handler',
    timeout: Duration.seconds(timeoutSeconds),
    memorySize: memoryMegabytes,
    environment: { ...environment, ...(nodeOptions !== undefined && { NODE_OPTIONS: nodeOptions }) },
    role: roleThatMay(stack, `${id}Role`, new ServicePrincipal('lambda.amazonaws.com'), [
      ...everyFunctionsPermissions(logGroup),
      ...allowed,
    ]),
    logGroup,
    tracing: Tracing.ACTIVE,
    // One wake-up may lead to the next, once for each time that a message waits for: Lambda must not take it for a loop.
    ...(name === 'courier' && { recursiveLoop: RecursiveLoop.ALLOW }),
    ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
  });
}
