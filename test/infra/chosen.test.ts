import { beforeAll, describe, expect, it } from '@jest/globals';
import { CHOSEN, type Findings, SYNTHESIS_TIMEOUT, synthesize, type Template } from './synthesize.ts';
import { listed, ofType, readable, statements, watched } from './template.ts';

type Json = Record<string, unknown>;
const { skillId: SKILL_ID, certificate: CERTIFICATE } = CHOSEN;

describe('the settings of a deployment', () => {
  let template: Template & Findings;
  beforeAll(async () => {
    template = await synthesize(CHOSEN);
  }, SYNTHESIS_TIMEOUT);
  const the = (type: string, id: string): Json =>
    (ofType(template, type)[id] as { Properties: Json }).Properties;

  it('a stack with a skill id lets only that skill call the function, by its permission and by its environment', () => {
    const [permission] = Object.values(ofType(template, 'AWS::Lambda::Permission')).filter(
      ({ Properties }) => Properties['Principal'] === 'alexa-appkit.amazon.com',
    );
    expect(permission?.Properties['EventSourceToken']).toBe(SKILL_ID);
    expect(the('AWS::Lambda::Function', 'Skill')['Environment']).toMatchObject({
      Variables: { SKILL_ID },
    });
  });

  it('the courier knows where answers to its mails go, and nobody else does', () => {
    for (const name of ['Skill', 'Companion', 'Courier']) {
      const { Variables } = the('AWS::Lambda::Function', name)['Environment'] as { Variables: Json };
      expect(Variables['MAIL_REPLY_TO']).toBe(name === 'Courier' ? 'anna@example.org' : undefined);
    }
  });

  it('a stack with credentials makes the skill, and the template does not contain them', () => {
    const { AuthenticationConfiguration, VendorId, SkillPackage } = the('Alexa::ASK::Skill', 'AlexaSkill');
    const field = (name: string) =>
      `{{resolve:secretsmanager:second-yes/login-with-amazon:SecretString:${name}::}}`;
    expect(AuthenticationConfiguration).toEqual({
      ClientId: field('clientId'),
      ClientSecret: field('clientSecret'),
      RefreshToken: field('refreshToken'),
    });
    expect(VendorId).toBe(field('vendorId'));
    const { Overrides, S3BucketRole } = SkillPackage as Json;
    const { apis, events } = (Overrides as { Manifest: Json }).Manifest as {
      apis: { custom: { endpoint: Json } };
      events: { endpoint: Json };
    };
    for (const { uri } of [apis.custom.endpoint, events.endpoint]) expect(readable(uri)).toBe('<Skill.Arn>');
    expect(readable(S3BucketRole)).toBe('<SkillPackageRole.Arn>');
  });

  it('Amazon may read the package of the skill and nothing else', () => {
    const may = statements(template).filter(({ of }) => of === 'SkillPackageRole');
    expect(may.map(({ statement }) => statement.Principal ?? listed(statement.Action))).toEqual([
      { Service: 'alexa-appkit.amazon.com' },
      ['s3:GetObject'],
    ]);
    expect(readable(may[1]?.statement.Resource)).toMatch(/\/[\da-f]{64}\.zip$/);
  });

  it('a domain has its certificate and TLS 1.2, and the functions know it', () => {
    const { DistributionConfig } = the('AWS::CloudFront::Distribution', 'Site');
    expect(DistributionConfig).toMatchObject({
      Aliases: ['home.example.org'],
      ViewerCertificate: { AcmCertificateArn: CERTIFICATE, MinimumProtocolVersion: 'TLSv1.2_2021' },
    });
    for (const name of ['Skill', 'Companion', 'Courier'])
      expect(the('AWS::Lambda::Function', name)['Environment']).toMatchObject({
        Variables: { PUBLIC_URL: 'https://home.example.org' },
      });
    expect(template.accepted.map(({ finding }) => finding)).not.toContain('Annotation::AwsSolutions-CFR4');
  });

  it('CloudFront says where to report a vulnerability', () => {
    expect(the('AWS::CloudFront::Function', 'Paths')['FunctionCode']).toContain(
      'Contact: mailto:security@example.org',
    );
  });

  it('concurrency is reserved for the functions for which it is set, also at 0', () => {
    expect(the('AWS::Lambda::Function', 'Skill')['ReservedConcurrentExecutions']).toBe(50);
    expect(the('AWS::Lambda::Function', 'Courier')['ReservedConcurrentExecutions']).toBe(0);
    expect(the('AWS::Lambda::Function', 'Companion')).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it('every alarm notifies the given address over TLS', () => {
    expect(the('AWS::SNS::Subscription', 'Alarmsoperatorexampleorg')).toMatchObject({
      Protocol: 'email',
      Endpoint: 'operator@example.org',
    });
    for (const { Properties } of Object.values(ofType(template, 'AWS::CloudWatch::Alarm')))
      expect(listed(Properties['AlarmActions']).map(readable)).toEqual(['<Alarms>']);
    const refused = statements(template).filter(({ of }) => of === 'AlarmsPolicy');
    expect(refused.some(({ statement }) => statement.Effect === 'Deny')).toBe(true);
  });

  it('a stack that is set to have no dashboard has none', () => {
    expect(ofType(template, 'AWS::CloudWatch::Dashboard')).toEqual({});
  });

  it('a stack with few alarms watches seven metrics', () => {
    const made = Object.entries(ofType(template, 'AWS::CloudWatch::Alarm'));
    expect(
      Object.fromEntries(
        made.map(([id, { Properties }]) => [id, [...watched(Properties), Properties['Threshold']]]),
      ),
    ).toEqual({
      errors: ['AWS/Lambda Errors', 1],
      throttles: ['AWS/Lambda Throttles', 1],
      courierbehind: ['AWS/Lambda IteratorAge <Courier>', 300_000],
      failedwakeups: ['AWS/SQS ApproximateNumberOfMessagesVisible <FailedWakeUps.QueueName>', 1],
      failedchanges: ['AWS/SQS ApproximateNumberOfMessagesVisible <FailedChanges.QueueName>', 1],
      unknown: ['SecondYes unknown courier', 1],
      expiredunanswered: ['SecondYes expired courier', 5],
    });
    for (const [, { Properties }] of made) expect(Properties['AlarmDescription']).toMatch(/\.$/);
  });

  it('a stack with all settings has no findings of the AwsSolutions rules except accepted ones', () => {
    expect(template.report.pluginReports).toEqual([]);
  });
});
