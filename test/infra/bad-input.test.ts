import { describe, expect, it, jest, test } from '@jest/globals';
import { startChild } from '../support/home/child.ts';
import { readSettings } from '../../infra/settings.ts';
import { BUILT, runApp, SYNTHESIS_TIMEOUT, withBuild } from './synthesize.ts';

jest.setTimeout(SYNTHESIS_TIMEOUT);

const CERTIFICATE = 'arn:aws:acm:us-east-1:111122223333:certificate/0000-1111';

describe('refused settings', () => {
  it.each([
    [{ skillId: 'my-skill' }, 'skillId must look like amzn1.ask.skill.…'],
    [{ skillSecret: 'two words' }, 'skillSecret must be the name of a secret'],
    [{ alarmMail: 'somebody' }, 'alarmMail must be an email address'],
    [{ securityContact: 'somebody' }, 'securityContact must look like mailto:security@example.org'],
    [{ domain: 'Home.example.org', certificate: CERTIFICATE }, 'domain must be a host name in small letters'],
    [{ domain: 'home.example.org' }, 'domain and certificate are given together or not at all'],
    [
      { domain: 'home.example.org', certificate: 'arn:aws:acm:eu-west-1:111122223333:certificate/0-1' },
      'certificate must be the ARN of one in us-east-1',
    ],
    [{ dashboard: 'off' }, 'dashboard must be yes or no'],
    [{ alarms: 'none' }, 'alarms must be all or few'],
  ])('the settings %j are refused by name, without the value', (given, line) => {
    expect(readSettings(given)).toEqual({ refused: [line] });
  });

  it.each(['-1', '1.5', 'many', '10001'])(
    'a reserved concurrency of %s is refused by name, without the value',
    reservedSkill => {
      const { refused } = readSettings({ reservedSkill }) as { refused: string[] };
      expect(refused).toEqual([expect.stringMatching(/^reservedSkill /)]);
      expect(refused[0]).not.toContain(reservedSkill === 'many' ? 'many' : `"${reservedSkill}"`);
    },
  );

  it('all refused settings are named at once, and nothing is synthesized', async () => {
    const { code, said } = await withBuild(BUILT, folder =>
      runApp(folder, { alarmMail: 'somebody', skillId: 'mine' }),
    );
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toEqual([
      '-c skillId must look like amzn1.ask.skill.…',
      '-c alarmMail must be an email address',
    ]);
  });
});

test('an empty setting counts as missing', () => {
  expect(readSettings({ skillId: '', alarmMail: undefined, dashboard: '', alarms: '' })).toEqual({
    reserved: {},
    dashboard: true,
    alarms: 'all',
  });
});

test('a missing build is named with the command that builds it', async () => {
  const { code, said } = await withBuild(['dist/phone/index.html'], folder => runApp(folder));
  expect(code).toBe(1);
  expect(said.trim()).toBe('dist/lambda/companion/index.mjs is missing. Run `npm run build` first.');
});

test('a stack with a finding of the AwsSolutions rules is not synthesized', async () => {
  const child = startChild(`
    import { Stack } from 'aws-cdk-lib';
    import { Queue } from 'aws-cdk-lib/aws-sqs';
    import { checkedApp } from './infra/stack/findings.ts';
    const app = checkedApp();
    new Queue(new Stack(app, 'Careless'), 'Queue');
    try {
      app.synth();
      console.log('made');
    } catch (error) {
      console.log(error.name);
    }
    process.exit(0);
  `);
  expect(await child.line()).toBe('ValidationFailed');
  await child.ended;
});
