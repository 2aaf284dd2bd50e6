import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type Ran, run } from '../synthesize.ts';

const ENDPOINT = 'arn:aws:lambda:us-east-1:111122223333:function:SecondYes-Skill';
const MADE = { PhoneAppAddress: 'https://d111.cloudfront.net/phone/', SkillEndpoint: ENDPOINT };
const SKILL_ID = 'amzn1.ask.skill.00000000-0000-0000-0000-000000000001';

/** Stands in for the CDK's command: notes what it is asked, and gives what a deploy would have made. */
const CDK = `#!${process.execPath}
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const args = process.argv.slice(2);
appendFileSync('asked.jsonl', JSON.stringify(args) + '\\n');
if (process.env.CDK_FAILS) process.exit(Number(process.env.CDK_FAILS));
const file = args[args.indexOf('--outputs-file') + 1];
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, JSON.stringify({ SecondYes: JSON.parse(process.env.MADE) }));
`;

describe('npm run deploy', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(join(folder.path, 'bin'));
    writeFileSync(join(folder.path, 'bin', 'cdk'), CDK);
    chmodSync(join(folder.path, 'bin', 'cdk'), 0o755);
  });
  afterEach(() => folder.remove());

  const deploy = (typed: string[], { made = MADE, fails = '', args = [] as string[] } = {}): Promise<Ran> =>
    run('deploy/deploy.ts', folder.path, {
      typed: typed.map(line => `${line}\n`).join(''),
      args,
      env: {
        PATH: `${join(folder.path, 'bin')}:${process.env['PATH']}`,
        MADE: JSON.stringify(made),
        CDK_FAILS: fails,
      },
    });
  const file = (name: string): string => join(folder.path, name);
  const kept = (): unknown => JSON.parse(readFileSync(file('deploy-answers.json'), 'utf8'));
  const asked = (): string[][] =>
    existsSync(file('asked.jsonl'))
      ? readFileSync(file('asked.jsonl'), 'utf8')
          .trim()
          .split('\n')
          .map(line => JSON.parse(line) as string[])
      : [];
  const questions = (said: string): number => said.split('\n> ').length - 1;

  it('npm run deploy asks for missing answers, deploys, and prints the phone app’s address and the next step', async () => {
    const { code, said } = await deploy(['home@example.org', '', '', '']);
    expect(code).toBe(0);
    expect(questions(said)).toBe(4);
    expect(asked()).toEqual([
      [
        'deploy',
        'SecondYes',
        '--no-notices',
        '--outputs-file',
        'dist/deployed.json',
        '--parameters',
        'MailFrom=home@example.org',
      ],
    ]);
    expect(said).toContain('The phone app: https://d111.cloudfront.net/phone/');
    expect(said).toContain(`npm run skill:package -- --endpoint ${ENDPOINT}`);
  });

  it('npm run deploy repeats no question except that for the skill’s id while it is missing', async () => {
    await deploy(['home@example.org', 'operator@example.org', '', '']);
    expect(kept()).toEqual({
      mailFrom: 'home@example.org',
      alarmMail: 'operator@example.org',
      skillSecret: null,
    });
    const { code, said } = await deploy([SKILL_ID]);
    expect([code, questions(said)]).toEqual([0, 1]);
    expect(said).toContain('Alexa, open second yes');
    expect(asked()[1]?.slice(5)).toEqual([
      '--parameters',
      'MailFrom=home@example.org',
      '-c',
      `skillId=${SKILL_ID}`,
      '-c',
      'alarmMail=operator@example.org',
    ]);
    expect(questions((await deploy([])).said)).toBe(0);
  });

  it('npm run deploy repeats a question whose answer is refused', async () => {
    const { code, said } = await deploy(['household', '', 'home@example.org', '', '', 'mine', SKILL_ID]);
    expect(code).toBe(0);
    expect(said.match(/It must be an email address\./g)).toHaveLength(2);
    expect(said).toContain('It must look like amzn1.ask.skill.…');
    expect(kept()).toMatchObject({ mailFrom: 'home@example.org', skillId: SKILL_ID });
  });

  it('npm run deploy deploys again with the skill’s id after the stack has made the skill', async () => {
    const { code, said } = await deploy(['home@example.org', '', 'lwa'], {
      made: { ...MADE, SkillId: SKILL_ID } as typeof MADE,
    });
    expect(code).toBe(0);
    expect(questions(said)).toBe(3);
    expect(asked().map(args => args.filter(arg => arg.includes('=')))).toEqual([
      ['MailFrom=home@example.org', 'skillSecret=lwa'],
      ['MailFrom=home@example.org', `skillId=${SKILL_ID}`, 'skillSecret=lwa'],
    ]);
    expect(kept()).toMatchObject({ skillId: SKILL_ID });
  });

  it('npm run deploy passes its arguments to the CDK', async () => {
    await deploy(['home@example.org', '', '', ''], {
      args: ['--profile', 'household', '-c', 'reservedSkill=5'],
    });
    expect(asked()[0]?.slice(-4)).toEqual(['--profile', 'household', '-c', 'reservedSkill=5']);
  });

  it('npm run deploy passes the settings in the answers file to the CDK', async () => {
    const chosen = { mailFrom: 'home@example.org', alarmMail: null, skillSecret: null, skillId: SKILL_ID };
    writeFileSync(file('deploy-answers.json'), JSON.stringify({ ...chosen, dashboard: 'no', alarms: 'few' }));
    expect((await deploy([])).code).toBe(0);
    expect(asked()[0]?.slice(-6)).toEqual([
      '-c',
      `skillId=${SKILL_ID}`,
      '-c',
      'dashboard=no',
      '-c',
      'alarms=few',
    ]);
  });

  it('npm run deploy exits with the code of a failed CDK and keeps the answers', async () => {
    const { code, said } = await deploy(['home@example.org', '', '', ''], { fails: '3' });
    expect(code).toBe(3);
    expect(said).toContain('npx cdk bootstrap');
    expect(said).not.toContain('The phone app');
    expect(kept()).toMatchObject({ mailFrom: 'home@example.org' });
  });

  it('npm run deploy deploys nothing without the required answer', async () => {
    const { code, said } = await deploy([]);
    expect(code).toBe(1);
    expect(said).toContain('Not deployed: mailFrom was not answered.');
    expect(asked()).toEqual([]);
  });

  it.each(['{', '{"mailFrom": 5}', '{"somethingElse": "x"}'])(
    'npm run deploy deploys nothing with the malformed answers file %s, and does not change it',
    async text => {
      writeFileSync(file('deploy-answers.json'), text);
      const { code, said } = await deploy([]);
      expect(code).toBe(1);
      expect(said).toContain('deploy-answers.json cannot be read');
      expect(asked()).toEqual([]);
      expect(readFileSync(file('deploy-answers.json'), 'utf8')).toBe(text);
    },
  );
});
