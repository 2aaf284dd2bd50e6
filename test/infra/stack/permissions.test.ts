import { beforeAll, describe, expect, it } from '@jest/globals';
import { SYNTHESIS_TIMEOUT, synthesize, type Template } from '../synthesize.ts';
import { listed, ofType, plainId, readable, shortly, type Statement, statements } from '../template.ts';

const OWN = (name: string) => ({
  [`<${name}Log.Arn>`]: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  '*': ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
});
const READ_AND_WRITE = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
];
const DELETE = ['dynamodb:BatchWriteItem'];
const LIST = { '<Recordings.Arn>': ['s3:ListBucket', 's3:ListBucketVersions'] };
const parameters = (names: string[], actions: string[]) =>
  Object.fromEntries(names.map(name => [`ssm: parameter/second-yes/SecondYes/${name}`, actions]));
/** No function makes the operator's two. */
const secrets = (...actions: string[]) => ({
  ...parameters(['anchor-key', 'seal-key', 'vapid-keys'], actions),
  ...parameters(['telegram-token', 'webhook-secret'], ['ssm:GetParameter']),
});
const sorted = (actions: string[]): string[] => actions.toSorted();

/** All permissions of each role, by resource. */
const ALLOWED: Record<string, Record<string, string[]>> = {
  SkillRole: {
    ...OWN('Skill'),
    ...LIST,
    '<Documents.Arn>': sorted([...READ_AND_WRITE, ...DELETE]),
    '<Recordings.Arn>/*': ['s3:DeleteObjectVersion', 's3:GetObject', 's3:PutObject'],
    'ssm: parameter/second-yes/SecondYes/seal-key': ['ssm:GetParameter', 'ssm:PutParameter'],
    '<Companion.Arn>': ['lambda:InvokeFunction'],
  },
  CompanionRole: {
    ...OWN('Companion'),
    ...LIST,
    ...secrets('ssm:GetParameter', 'ssm:PutParameter'),
    '<Documents.Arn>': sorted([...READ_AND_WRITE, ...DELETE]),
    '<Recordings.Arn>/*': ['s3:DeleteObjectVersion', 's3:GetObject', 's3:PutObject'],
  },
  CourierRole: {
    ...OWN('Courier'),
    ...LIST,
    ...secrets('ssm:GetParameter'),
    '*': sorted([
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
      'dynamodb:ListStreams',
      'polly:SynthesizeSpeech',
    ]),
    '<Documents.Arn>': READ_AND_WRITE,
    '<Documents.StreamArn>': ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    '<Recordings.Arn>/*': ['s3:DeleteObjectVersion', 's3:GetObject', 's3:PutObject'],
    '<WakeUps.Arn>': ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:SendMessage'],
    '<FailedChanges.Arn>': ['sqs:SendMessage'],
    'scheduler: schedule/<Schedules>/*': ['scheduler:CreateSchedule'],
    '<ScheduleRole.Arn>': ['iam:PassRole'],
    'ses: identity/*': ['ses:SendEmail', 'ses:SendRawEmail'],
    'ses: configuration-set/<Mails>': ['ses:SendEmail', 'ses:SendRawEmail'],
  },
  ScheduleRole: { '<WakeUps.Arn>': ['sqs:SendMessage'] },
  OriginSecretRole: {
    '<OriginSecretLog.Arn>': ['logs:CreateLogStream', 'logs:PutLogEvents'],
    '*': ['secretsmanager:GetRandomPassword'],
  },
  UploadRole: {
    '<UploadLog.Arn>': ['logs:CreateLogStream', 'logs:PutLogEvents'],
    's3: cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/DIGEST.zip': ['s3:GetObject'],
    '<PhoneApp.Arn>': ['s3:ListBucket'],
    '<PhoneApp.Arn>/phone/*': ['s3:DeleteObject', 's3:PutObject'],
  },
};

/** Every permission for a resource with a wildcard, and the reason for the wildcard. */
const WILDCARDS: Record<string, string> = {
  'xray:PutTraceSegments *': 'X-Ray has no resources',
  'xray:PutTelemetryRecords *': 'X-Ray has no resources',
  'polly:SynthesizeSpeech *': 'Polly has lexicons only, and none is used',
  'dynamodb:ListStreams *': 'Lambda checks for this permission on all streams',
  'secretsmanager:GetRandomPassword *': 'it gives a random text and touches no secret',
  'ses:SendEmail ses: identity/*': 'a condition fixes the sender; the identity may be an address or a domain',
  'ses:SendRawEmail ses: identity/*':
    'a condition fixes the sender; the identity may be an address or a domain',
  'scheduler:CreateSchedule scheduler: schedule/<Schedules>/*': 'one name for each wake-up',
  's3:GetObject <Recordings.Arn>/*': 'one object for each recording',
  's3:PutObject <Recordings.Arn>/*': 'one object for each recording',
  's3:DeleteObjectVersion <Recordings.Arn>/*': 'one object for each recording',
  's3:PutObject <PhoneApp.Arn>/phone/*': 'the files of the phone app',
  's3:DeleteObject <PhoneApp.Arn>/phone/*': 'the files of the phone app',
  's3:GetObject <PhoneApp.Arn>/*': 'CloudFront reads the phone app, for this distribution only',
};

describe('the permissions', () => {
  let template: Template;
  let allowed: { of: string; statement: Statement }[];
  beforeAll(async () => {
    template = await synthesize();
    allowed = statements(template).filter(({ statement }) => statement.Effect === 'Allow');
  }, SYNTHESIS_TIMEOUT);

  it.each(Object.keys(ALLOWED))('the role %s has exactly these permissions', role => {
    expect(mayOf(role)).toEqual(ALLOWED[role]);
  });

  it('no other role has permissions', () => {
    expect(Object.keys(ofType(template, 'AWS::IAM::Role')).toSorted()).toEqual(
      Object.keys(ALLOWED).toSorted(),
    );
    for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::User'])
      expect(ofType(template, type)).toEqual({});
    for (const { Properties } of Object.values(ofType(template, 'AWS::IAM::Role')))
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  it('no permission has a wildcard in its action', () => {
    const actions = allowed.flatMap(({ statement }) => listed(statement.Action));
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter(action => action.includes('*'))).toEqual([]);
    for (const { statement } of allowed)
      for (const not of ['NotAction', 'NotResource', 'NotPrincipal'])
        expect(statement).not.toHaveProperty(not);
  });

  it('every wildcard in a resource has a reason', () => {
    const found = allowed.flatMap(({ statement }) =>
      listed(statement.Resource)
        .map(shortly)
        .filter(resource => resource.includes('*'))
        .flatMap(resource => listed(statement.Action).map(action => `${action} ${resource}`)),
    );
    expect([...new Set(found)].toSorted()).toEqual(Object.keys(WILDCARDS).toSorted());
  });

  it('each function may read every parameter whose name it is given', () => {
    const given = Object.entries(ofType(template, 'AWS::Lambda::Function')).flatMap(
      ([id, { Properties }]) => {
        const { Variables = {} } = (Properties['Environment'] ?? {}) as {
          Variables?: Record<string, string>;
        };
        return Object.entries(Variables)
          .filter(([name]) => name.endsWith('_PARAMETER'))
          .map(([, parameter]) => ({ role: `${plainId(id)}Role`, parameter: `ssm: parameter${parameter}` }));
      },
    );
    expect(given.length).toBeGreaterThan(0);
    const unread = given.filter(
      ({ role, parameter }) => !mayOf(role)[parameter]?.includes('ssm:GetParameter'),
    );
    expect(unread).toEqual([]);
  });

  it('mail may be sent from the one sender only', () => {
    expect(statementFor('ses:SendEmail').Condition).toEqual({
      StringEquals: { 'ses:FromAddress': { Ref: 'MailFrom' } },
    });
  });

  it('a role may be passed to EventBridge Scheduler only', () => {
    expect(statementFor('iam:PassRole').Condition).toEqual({
      StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    });
  });

  it('only services of AWS may assume a role or read a bucket', () => {
    const principals = allowed.flatMap(({ of, statement }) =>
      statement.Principal ? [`${of}: ${JSON.stringify(statement.Principal)}`] : [],
    );
    expect(principals.toSorted()).toEqual([
      'CompanionRole: {"Service":"lambda.amazonaws.com"}',
      'CourierRole: {"Service":"lambda.amazonaws.com"}',
      'OriginSecretRole: {"Service":"lambda.amazonaws.com"}',
      'PhoneAppPolicy: {"Service":"cloudfront.amazonaws.com"}',
      'ScheduleRole: {"Service":"scheduler.amazonaws.com"}',
      'SkillRole: {"Service":"lambda.amazonaws.com"}',
      'UploadRole: {"Service":"lambda.amazonaws.com"}',
    ]);
    expect(conditionOf('PhoneAppPolicy')).toEqual({
      'AWS:SourceArn': 'arn:<AWS::Partition>:cloudfront::<AWS::AccountId>:distribution/<Site>',
    });
    expect(conditionOf('ScheduleRole')).toEqual({
      'aws:SourceAccount': '<AWS::AccountId>',
      'aws:SourceArn':
        'arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule-group/SecondYes-wake-ups',
    });
  });

  it('only the API may call the companion, only Alexa the skill, and only reports about mails the courier', () => {
    const called = Object.values(ofType(template, 'AWS::Lambda::Permission')).map(({ Properties }) => [
      Properties['Principal'],
      readable(Properties['FunctionName']),
      ...listed(Properties['SourceArn']).map(shortly),
    ]);
    expect(called.map(one => one.join(' ')).toSorted()).toEqual([
      'alexa-appkit.amazon.com <Skill.Arn>',
      'apigateway.amazonaws.com <Companion.Arn> execute-api: <Api>/*/*',
      'events.amazonaws.com <Courier.Arn> <CourierMailEvents.Arn>',
    ]);
    expect(ofType(template, 'AWS::Lambda::Url')).toEqual({});
  });

  it('each function has its own role', () => {
    const roles = Object.entries(template.Resources)
      .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
      .map(([id, { Properties }]) => [plainId(id), readable(Properties['Role'])]);
    expect(Object.fromEntries(roles)).toEqual({
      AWS679f53fac002430cb0da5b7982bd2287: '<OriginSecretRole.Arn>',
      Skill: '<SkillRole.Arn>',
      Companion: '<CompanionRole.Arn>',
      Courier: '<CourierRole.Arn>',
      CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C: '<UploadRole.Arn>',
    });
  });

  /** The actions of a role, by resource. */
  function mayOf(role: string): Record<string, string[]> {
    const may: Record<string, string[]> = {};
    for (const { of, statement } of allowed)
      if (of === role && !statement.Principal)
        for (const resource of listed(statement.Resource).map(shortly))
          (may[resource.replace(/[\da-f]{64}/, 'DIGEST')] ??= []).push(...listed(statement.Action));
    return Object.fromEntries(Object.entries(may).map(([resource, actions]) => [resource, sorted(actions)]));
  }

  function statementFor(action: string): Statement {
    const found = allowed.filter(({ statement }) => listed(statement.Action).includes(action));
    expect(found).toHaveLength(1);
    return (found[0] as { statement: Statement }).statement;
  }

  function conditionOf(of: string): Record<string, string> {
    const one = allowed.find(({ of: id, statement }) => id === of && statement.Principal);
    const { StringEquals } = (one as { statement: Statement }).statement.Condition as {
      StringEquals: Record<string, unknown>;
    };
    return Object.fromEntries(Object.entries(StringEquals).map(([key, value]) => [key, readable(value)]));
  }
});
