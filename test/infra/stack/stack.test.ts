import { beforeAll, describe, expect, it } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import { Hono } from 'hono';
import { phoneApp } from '../../../home/requests/phone-app.ts';
import { hours } from '../../../core/household/instant.ts';
import { without } from '../../../core/household/without.ts';
import { securityTxt } from '../../../core/text/security-txt.ts';
import { edgeCode } from '../../../infra/stack/site/edge-code.ts';
import { ORIGIN_SECRET_HEADER } from '../../../lambda/address-of.ts';
import { ENVIRONMENTS, FUNCTIONS } from '../../../lambda/environment.ts';
import { METRICS } from '../../../services/storage/metrics.ts';
import { type Findings, SYNTHESIS_TIMEOUT, synthesize, type Template } from '../synthesize.ts';
import { ofType, readable, type Statement, statements, watched } from '../template.ts';

type Json = Record<string, unknown>;

describe('the stack', () => {
  let template: Template & Findings;
  beforeAll(async () => {
    template = await synthesize();
  }, SYNTHESIS_TIMEOUT);
  const the = (type: string, id: string): Json =>
    (ofType(template, type)[id] as { Properties: Json }).Properties;
  const all = (type: string): [string, Json][] =>
    Object.entries(ofType(template, type)).map(([id, { Properties }]) => [id, Properties]);

  it('the stack has no findings of the AwsSolutions rules except accepted ones', () => {
    expect(template.report.pluginReports).toEqual([]);
  });

  it('the stack accepts exactly these findings, each with a reason', () => {
    const accepted = template.accepted.map(
      ({ of, finding }) =>
        `${of.replace('/SecondYes/', '')} ${finding.replace('Annotation::AwsSolutions-', '')}`,
    );
    // What a role may do with a wildcard is listed, one by one, in permissions.test.ts.
    expect(accepted.filter(one => !one.includes(' IAM5[Resource::')).toSorted()).toEqual([
      'AWS679f53fac002430cb0da5b7982bd2287 L1',
      'Api/Stage APIG1',
      'ApiRoute APIG4',
      'Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C L1',
      'FailedChanges SQS3',
      'PhoneApp S1',
      'Recordings S1',
      'Site CFR1',
      'Site CFR2',
      'Site CFR3',
      'Site CFR4',
    ]);
    for (const { reason } of template.accepted) expect(reason.length).toBeGreaterThan(20);
  });

  it('the table is partitioned by household and paid by request, with a stream of keys and a backup of one day', () => {
    expect(the('AWS::DynamoDB::Table', 'Documents')).toEqual({
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 1 },
      DeletionProtectionEnabled: true,
    });
  });

  it('only the table and the recordings outlive the stack', () => {
    const kept = Object.entries(template.Resources).filter(
      ([, { DeletionPolicy }]) => DeletionPolicy === 'Retain',
    );
    expect(kept.map(([, { Type }]) => Type)).toEqual(['AWS::DynamoDB::Table', 'AWS::S3::Bucket']);
    expect(ofType(template, 'AWS::S3::Bucket')['Recordings']?.DeletionPolicy).toBe('Retain');
  });

  it('recordings are versioned, and expire after 32 days or a day after their replacement', () => {
    // 12 hours of hold, 24 until the last attempt, 30 days of retention.
    expect(the('AWS::S3::Bucket', 'Recordings')).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          {
            ExpirationInDays: 32,
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            Status: 'Enabled',
          },
          { ExpiredObjectDeleteMarker: true, Status: 'Enabled' },
        ],
      },
    });
  });

  it('every bucket is private, encrypted, and refuses old TLS', () => {
    const buckets = all('AWS::S3::Bucket');
    expect(buckets.map(([id]) => id).toSorted()).toEqual(['PhoneApp', 'Recordings']);
    for (const [id, bucket] of buckets) {
      expect(bucket).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      });
      expect(denials(`${id}Policy`)).toEqual([
        { Bool: { 'aws:SecureTransport': 'false' } },
        { NumericLessThan: { 's3:TlsVersion': 1.2 } },
      ]);
    }
  });

  it('every queue is encrypted and refuses unencrypted requests', () => {
    const queues = all('AWS::SQS::Queue');
    expect(queues.map(([id]) => id).toSorted()).toEqual(['FailedChanges', 'FailedWakeUps', 'WakeUps']);
    for (const [id, queue] of queues) {
      expect(queue['SqsManagedSseEnabled']).toBe(true);
      expect(denials(`${id}Policy`)).toEqual([{ Bool: { 'aws:SecureTransport': 'false' } }]);
    }
  });

  it('the stack has no resource that costs by the hour, no network and no key', () => {
    const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
    expect([...types].toSorted()).toEqual([
      'AWS::ApiGatewayV2::Api',
      'AWS::ApiGatewayV2::Integration',
      'AWS::ApiGatewayV2::Route',
      'AWS::ApiGatewayV2::Stage',
      'AWS::CloudFront::Distribution',
      'AWS::CloudFront::Function',
      'AWS::CloudFront::OriginAccessControl',
      'AWS::CloudFront::ResponseHeadersPolicy',
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Dashboard',
      'AWS::DynamoDB::Table',
      'AWS::Events::Rule',
      'AWS::IAM::Role',
      'AWS::Lambda::EventSourceMapping',
      'AWS::Lambda::Function',
      'AWS::Lambda::LayerVersion',
      'AWS::Lambda::Permission',
      'AWS::Logs::LogGroup',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'AWS::SES::ConfigurationSet',
      'AWS::SES::ConfigurationSetEventDestination',
      'AWS::SQS::Queue',
      'AWS::SQS::QueuePolicy',
      'AWS::Scheduler::ScheduleGroup',
      'Custom::CDKBucketDeployment',
      'Custom::OriginSecret',
    ]);
    for (const [, of] of all('AWS::Lambda::Function'))
      for (const costly of ['VpcConfig', 'KmsKeyArn', 'ReservedConcurrentExecutions', 'SnapStart'])
        expect(of).not.toHaveProperty(costly);
    expect(the('AWS::DynamoDB::Table', 'Documents')).not.toHaveProperty('SSESpecification');
  });

  it.each([
    ['Skill', 8, 1024],
    ['Companion', 29, 512],
    ['Courier', 120, 512],
  ])(
    'the function %s runs on arm64 for at most %d s, traced, with logs that expire',
    (name, timeout, memory) => {
      const of = the('AWS::Lambda::Function', name);
      expect(of).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        Timeout: timeout,
        MemorySize: memory,
        TracingConfig: { Mode: 'Active' },
      });
      const { LogGroup } = of['LoggingConfig'] as Json;
      expect(readable(LogGroup)).toBe(`<${name}Log>`);
      expect(the('AWS::Logs::LogGroup', `${name}Log`)['RetentionInDays']).toBe(14);
    },
  );

  it.each(FUNCTIONS)('the %s has exactly the environment that it reads', name => {
    // Lambda sets the region itself; what may be missing is not given here; Node reads NODE_OPTIONS.
    const read = Object.keys(ENVIRONMENTS[name]().shape).filter(
      key => !['AWS_REGION', 'SKILL_ID', 'MAIL_REPLY_TO'].includes(key),
    );
    const given = Object.keys(environment(idOf(name))).filter(key => key !== 'NODE_OPTIONS');
    expect(given.toSorted()).toEqual(read.toSorted());
  });

  it('the functions have the names of the resources that they use', () => {
    expect(environment('Courier')).toMatchObject({
      TABLE_NAME: '<Documents>',
      BUCKET_NAME: '<Recordings>',
      PUBLIC_URL: 'https://<Site.DomainName>',
      WAKE_QUEUE_URL: '<WakeUps>',
      WAKE_QUEUE_ARN: '<WakeUps.Arn>',
      SCHEDULE_GROUP: '<Schedules>',
      SCHEDULE_ROLE_ARN: '<ScheduleRole.Arn>',
      MAIL_FROM: '<MailFrom>',
      CONFIGURATION_SET: '<Mails>',
      NODE_OPTIONS: '--enable-source-maps',
    });
    expect(environment('Skill')).toMatchObject({ COMPANION_FUNCTION: '<Companion>' });
    expect(environment('Skill')).not.toHaveProperty('NODE_OPTIONS');
  });

  it('the table’s stream runs the courier for change markers and trust lists, and isolates a failing record', () => {
    const { FilterCriteria, ...mapping } = the('AWS::Lambda::EventSourceMapping', 'CourierChanges');
    expect(mapping).toMatchObject({
      BatchSize: 10,
      ParallelizationFactor: 10,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      MaximumRecordAgeInSeconds: 86_400,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      StartingPosition: 'TRIM_HORIZON',
    });
    const { OnFailure } = mapping['DestinationConfig'] as { OnFailure: Json };
    expect(readable(OnFailure['Destination'])).toBe('<FailedChanges.Arn>');
    const { Filters } = FilterCriteria as { Filters: { Pattern: string }[] };
    expect(Filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown)).toEqual(
      ['~changed#', '3#trust#'].map(prefix => ({
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { Keys: { sk: { S: [{ prefix }] } } },
      })),
    );
  });

  it('the wake-up queue runs the courier, and a wake-up that fails five times goes to the dead-letter queue', () => {
    expect(the('AWS::Lambda::EventSourceMapping', 'CourierWakeUps')).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const { RedrivePolicy, VisibilityTimeout } = the('AWS::SQS::Queue', 'WakeUps');
    expect(RedrivePolicy).toMatchObject({ maxReceiveCount: 5 });
    expect(readable((RedrivePolicy as Json)['deadLetterTargetArn'])).toBe('<FailedWakeUps.Arn>');
    expect(VisibilityTimeout).toBe(6 * 120);
    expect(the('AWS::Lambda::Function', 'Courier')['RecursiveLoop']).toBe('Allow');
  });

  it('SES reports mails that came back and complaints, of this stack’s mails only, to the courier', () => {
    const { ConfigurationSetName, EventDestination } = the(
      'AWS::SES::ConfigurationSetEventDestination',
      'MailsReports',
    ) as Record<string, Json>;
    expect(readable(ConfigurationSetName)).toBe('<Mails>');
    expect(EventDestination).toMatchObject({ Enabled: true, MatchingEventTypes: ['bounce', 'complaint'] });
    const { EventPattern, Targets, State } = the('AWS::Events::Rule', 'CourierMailEvents') as {
      EventPattern: Json;
      Targets: Json[];
      State: string;
    };
    expect(State).toBe('ENABLED');
    const { detail, ...kinds } = EventPattern as { detail: { mail: { tags: Record<string, unknown[]> } } };
    expect(kinds).toEqual({
      source: ['aws.ses'],
      'detail-type': ['Email Bounced', 'Email Complaint Received'],
    });
    expect(detail.mail.tags['ses:configuration-set']?.map(readable)).toEqual(['<Mails>']);
    expect(Targets.map(({ Arn }) => readable(Arn))).toEqual(['<Courier.Arn>']);
  });

  it('the API is throttled', () => {
    expect(the('AWS::ApiGatewayV2::Stage', 'ApiStage')).toMatchObject({
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
    });
    expect(the('AWS::ApiGatewayV2::Api', 'Api')).not.toHaveProperty('CorsConfiguration');
  });

  it('CloudFront sends the API a secret that the template does not contain', () => {
    const { Origins } = the('AWS::CloudFront::Distribution', 'Site')['DistributionConfig'] as Record<
      string,
      Json[]
    >;
    const [app, api] = Origins as [Json, Json];
    expect(app).not.toHaveProperty('OriginCustomHeaders');
    const [header, ...others] = api['OriginCustomHeaders'] as Json[];
    expect(others).toEqual([]);
    expect(header?.['HeaderName']).toBe(ORIGIN_SECRET_HEADER);
    expect(readable(header?.['HeaderValue'])).toBe('<OriginSecret.RandomPassword>');
    expect(environment('Companion')['ORIGIN_SECRET']).toBe('<OriginSecret.RandomPassword>');
    for (const name of ['Skill', 'Courier']) expect(environment(name)).not.toHaveProperty('ORIGIN_SECRET');
    expect(
      Object.values(template.Outputs)
        .map(({ Value }) => readable(Value))
        .join(),
    ).not.toContain('OriginSecret');
  });

  it('the phone app, the API and the pages to stop messages have one origin with https only, and only the app is cached', () => {
    const { DistributionConfig } = the('AWS::CloudFront::Distribution', 'Site');
    const { DefaultCacheBehavior, CacheBehaviors, Origins } = DistributionConfig as Record<string, Json[]>;
    expect(DefaultCacheBehavior).toMatchObject({ ViewerProtocolPolicy: 'redirect-to-https' });
    expect(CacheBehaviors).toMatchObject(
      ['/api/*', '/stop/*'].map(PathPattern => ({
        PathPattern,
        ViewerProtocolPolicy: 'https-only',
        // CachingDisabled and AllViewerExceptHostHeader, by the ids that AWS gave them.
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      })),
    );
    expect(Origins?.map(({ DomainName }) => readable(DomainName))).toEqual([
      '<PhoneApp.RegionalDomainName>',
      '<Api>.execute-api.<AWS::Region>.<AWS::URLSuffix>',
    ]);
    expect(Origins?.[1]?.['CustomOriginConfig']).toMatchObject({
      OriginProtocolPolicy: 'https-only',
      OriginSSLProtocols: ['TLSv1.2'],
    });
  });

  it.each([
    ['PhoneHeaders', '/phone/'],
    ['ApiHeaders', '/api/household'],
  ])('CloudFront sends with %s the headers that the home server sends with %s', async (policy, path) => {
    const { headers } = await home().request(path);
    const security = [...headers].filter(
      ([name]) => !['content-type', 'cache-control', 'etag', 'vary'].includes(name),
    );
    expect(headersOf(policy)).toEqual(Object.fromEntries(security));
    expect(Object.keys(headersOf(policy))).toContain('cross-origin-opener-policy');
  });

  it('browsers keep for ever what is named by its digest, and ask for the page each time, as at home', () => {
    const uploads = all('Custom::CDKBucketDeployment').map(([, { Include, Exclude, SystemMetadata }]) => [
      { Include, Exclude },
      SystemMetadata,
    ]);
    expect(uploads).toHaveLength(2);
    expect(uploads).toEqual(
      expect.arrayContaining([
        [
          { Include: ['assets/*'], Exclude: ['*'] },
          { 'cache-control': 'public, max-age=31536000, immutable' },
        ],
        [{ Exclude: ['assets/*'] }, { 'cache-control': 'no-cache' }],
      ]),
    );
  });

  it('CloudFront leaves the content policy of the pages to stop messages as the companion sends it', () => {
    expect(headersOf('StopHeaders')).toEqual(without(headersOf('ApiHeaders'), 'content-security-policy'));
  });

  it.each([
    ['/', { statusCode: 302, headers: { location: { value: '/phone/' } } }],
    ['/phone', { statusCode: 302, headers: { location: { value: '/phone/' } } }],
    ['/phone/', { uri: '/phone/index.html' }],
    ['/phone/assets/app-AB12.js', { uri: '/phone/assets/app-AB12.js' }],
    ['/phonebook', { statusCode: 404 }],
    ['/index.html', { statusCode: 404 }],
  ])('CloudFront routes %s', (uri, answer) => {
    expect(atTheEdge(uri)).toMatchObject(answer);
  });

  it('CloudFront answers security.txt for an operator who can be reached, and does not find it otherwise', () => {
    expect(atTheEdge('/.well-known/security.txt')).toMatchObject({ statusCode: 404 });
    const contact = 'https://example.org/?a=$&"\'\\';
    const { statusCode, headers, body } = atTheEdge('/.well-known/security.txt', contact) as {
      statusCode: number;
      headers: Json;
      body: string;
    };
    expect([statusCode, headers['content-type']]).toEqual([200, { value: 'text/plain; charset=utf-8' }]);
    const [, expires = ''] = /^Expires: (.*)$/m.exec(body) ?? [];
    expect(body).toBe(securityTxt(contact, expires));
    const days = (Date.parse(expires) - Date.now()) / hours(24);
    expect(Math.round(days)).toBe(180);
  });

  it('the stack has these alarms, on no more metrics than are free of charge', () => {
    const made = all('AWS::CloudWatch::Alarm');
    expect(
      Object.fromEntries(made.map(([id, alarm]) => [id, [...watched(alarm), alarm['Threshold']]])),
    ).toEqual({
      skillerrors: ['AWS/Lambda Errors <Skill>', 1],
      companionerrors: ['AWS/Lambda Errors <Companion>', 1],
      couriererrors: ['AWS/Lambda Errors <Courier>', 1],
      throttles: ['AWS/Lambda Throttles', 1],
      courierbehind: ['AWS/Lambda IteratorAge <Courier>', 300_000],
      failedwakeups: ['AWS/SQS ApproximateNumberOfMessagesVisible <FailedWakeUps.QueueName>', 1],
      failedchanges: ['AWS/SQS ApproximateNumberOfMessagesVisible <FailedChanges.QueueName>', 1],
      unknown: ['SecondYes unknown courier', 1],
      expiredunanswered: ['SecondYes held skill', 'SecondYes expired courier', 50],
    });
    for (const [, alarm] of made) expect(alarm['AlarmDescription']).toMatch(/\.$/);
    expect(made.flatMap(([, alarm]) => watched(alarm)).length).toBeLessThanOrEqual(10);
  });

  it('the dashboard shows every metric that the functions report', () => {
    const body = readable(the('AWS::CloudWatch::Dashboard', 'Dashboard')['DashboardBody']);
    for (const name of Object.keys(METRICS)) expect(body).toContain(`["SecondYes","${name}","Function"`);
  });

  it('the stack has the outputs that an operator needs', () => {
    expect(Object.keys(template.Outputs).toSorted()).toEqual([
      'AnchorParameter',
      'ApiAddress',
      'DistributionName',
      'DocumentsTable',
      'PhoneAppAddress',
      'PublicUrl',
      'RecordingsBucket',
      'SealParameter',
      'SkillEndpoint',
      'TelegramParameter',
      'VapidParameter',
      'WebhookParameter',
    ]);
    expect(readable(template.Outputs['PhoneAppAddress']?.Value)).toBe('https://<Site.DomainName>/phone/');
  });

  const atTheEdge = (uri: string, contact?: string): unknown =>
    (runInNewContext(`${edgeCode(contact)}; handler`) as (event: unknown) => unknown)({ request: { uri } });

  const idOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

  const environment = (name: string): Record<string, string> => {
    const { Variables } = the('AWS::Lambda::Function', name)['Environment'] as { Variables: Json };
    return Object.fromEntries(Object.entries(Variables).map(([key, value]) => [key, readable(value)]));
  };

  /** The conditions under which everybody is refused everything. */
  const denials = (policy: string): unknown[] =>
    statements(template)
      .filter(({ of, statement }) => of === policy && isDenial(statement))
      .map(({ statement }) => statement.Condition);

  const isDenial = ({ Effect, Principal, Action }: Statement): boolean =>
    Effect === 'Deny' && (Principal as Json)['AWS'] === '*' && /^(s3|sqs):\*$/.test(Action as string);

  /** A policy's headers as a browser sees them. */
  function headersOf(policy: string): Record<string, string> {
    const { ResponseHeadersPolicyConfig: config } = the('AWS::CloudFront::ResponseHeadersPolicy', policy) as {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: Record<string, Record<string, unknown>>;
        CustomHeadersConfig: { Items: { Header: string; Value: string }[] };
      };
    };
    const {
      ContentSecurityPolicy: content,
      FrameOptions: frame,
      ReferrerPolicy: referrer,
      StrictTransportSecurity: transport,
      XSSProtection: xss,
      ContentTypeOptions: types,
    } = config.SecurityHeadersConfig;
    return {
      ...(content && { 'content-security-policy': String(content['ContentSecurityPolicy']) }),
      'x-frame-options': String(frame?.['FrameOption']),
      'referrer-policy': String(referrer?.['ReferrerPolicy']),
      'strict-transport-security': `max-age=${String(transport?.['AccessControlMaxAgeSec'])}`,
      'x-xss-protection': xss?.['Protection'] === false ? '0' : '1',
      ...(types && { 'x-content-type-options': 'nosniff' }),
      ...Object.fromEntries(
        config.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header.toLowerCase(), Value]),
      ),
    };
  }
});

/** The home host's main port, with nothing behind it. */
const home = () =>
  phoneApp({
    api: new Hono(),
    stop: new Hono(),
    alexa: new Hono(),
    phone: new Map([['', { type: 'text/html; charset=utf-8', body: '<!doctype html>' }]]),
    tls: true,
    log: () => {},
  });
