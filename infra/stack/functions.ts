import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
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
import { type Allowed, roleThatMay } from './allow.ts';
import { built } from '../build/built.ts';
import { LIMITS } from './function-limits.ts';
import { nodeOptions } from './node-options.ts';
import { companionMay, courierMay, every, skillMay, type Things } from './permissions.ts';
import type { FunctionName, Settings } from '../settings.ts';

export type Functions = Record<FunctionName, LambdaFunction>;

/** The three functions, each with only what it needs: of the environment and of permissions. */
export function functions(things: Things, publicUrl: string, settings: Settings): Functions {
  const { stack, table, recordings, secrets, wakeUps, mailFrom } = things;
  const make = (name: FunctionName, environment: Record<string, string>, allowed: readonly Allowed[]) =>
    makeFunction(stack, name, environment, allowed, settings.reserved[name]);
  const all = { TABLE_NAME: table.tableName, BUCKET_NAME: recordings.bucketName, PUBLIC_URL: publicUrl };
  const signing = { ANCHOR_PARAMETER: secrets.anchor.name, VAPID_PARAMETER: secrets.vapid.name };

  const companion = make('companion', { ...all, ...signing }, companionMay(things));
  const skill = make(
    'skill',
    {
      ...all,
      COMPANION_FUNCTION: companion.functionName,
      ...(settings.skillId && { SKILL_ID: settings.skillId }),
    },
    skillMay(things, companion.functionArn),
  );
  const courier = make(
    'courier',
    {
      ...all,
      ...signing,
      WAKE_QUEUE_URL: wakeUps.queue.queueUrl,
      WAKE_QUEUE_ARN: wakeUps.queue.queueArn,
      SCHEDULE_GROUP: wakeUps.group.ref,
      SCHEDULE_ROLE_ARN: wakeUps.scheduleRole.roleArn,
      MAIL_FROM: mailFrom,
    },
    courierMay(things),
  );
  return { skill, companion, courier };
}

function makeFunction(
  stack: Stack,
  name: FunctionName,
  environment: Record<string, string>,
  allowed: readonly Allowed[],
  reserved: number | undefined,
): LambdaFunction {
  const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const logGroup = new LogGroup(stack, `${id}Log`, {
    retention: RetentionDays.TWO_WEEKS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return new LambdaFunction(stack, id, {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(built(`lambda/${name}`, 'index.mjs')),
    handler: 'index.handler',
    timeout: LIMITS[name].timeout,
    memorySize: LIMITS[name].memory,
    environment: { ...environment, ...nodeOptions(name) },
    role: roleThatMay(stack, `${id}Role`, new ServicePrincipal('lambda.amazonaws.com'), [
      ...every(logGroup),
      ...allowed,
    ]),
    logGroup,
    tracing: Tracing.ACTIVE,
    // A wake-up may lead to the next one, as often as a message has times to wait for: that is no loop to break.
    ...(name === 'courier' && { recursiveLoop: RecursiveLoop.ALLOW }),
    ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
  });
}
