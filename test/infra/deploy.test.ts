import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Ran, run } from './synthesize.ts';

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

  it('asks for what is missing, deploys it, and says where the phone app is and what comes next', async () => {
    const { code, said } = await deploy(['house@example.org', '', '', '']);
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
        'MailFrom=house@example.org',
      ],
    ]);
    expect(said).toContain('The phone app: https://d111.cloudfront.net/phone/');
    expect(said).toContain(`npm run skill:package -- --endpoint ${ENDPOINT}`);
  });

  it('asks nothing twice, but for the id of a skill that was not there yet', async () => {
    await deploy(['house@example.org', 'operator@example.org', '', '']);
    expect(kept()).toEqual({
      mailFrom: 'house@example.org',
      alarmMail: 'operator@example.org',
      skillSecret: null,
    });
    const { code, said } = await deploy([SKILL_ID]);
    expect([code, questions(said)]).toEqual([0, 1]);
    expect(said).toContain('Alexa, open second yes');
    expect(asked()[1]?.slice(5)).toEqual([
      '--parameters',
      'MailFrom=house@example.org',
      '-c',
      `skillId=${SKILL_ID}`,
      '-c',
      'alarmMail=operator@example.org',
    ]);
    expect(questions((await deploy([])).said)).toBe(0);
  });

  it('asks again where an answer cannot be used', async () => {
    const { code, said } = await deploy(['house', '', 'house@example.org', '', '', 'mine', SKILL_ID]);
    expect(code).toBe(0);
    expect(said.match(/It must be an email address\./g)).toHaveLength(2);
    expect(said).toContain('It must look like amzn1.ask.skill.…');
    expect(kept()).toMatchObject({ mailFrom: 'house@example.org', skillId: SKILL_ID });
  });

  it('deploys once more to close the function when the stack has made the skill', async () => {
    const { code, said } = await deploy(['house@example.org', '', 'lwa'], {
      made: { ...MADE, SkillId: SKILL_ID } as typeof MADE,
    });
    expect(code).toBe(0);
    expect(questions(said)).toBe(3);
    expect(asked().map(args => args.filter(arg => arg.includes('=')))).toEqual([
      ['MailFrom=house@example.org', 'skillSecret=lwa'],
      ['MailFrom=house@example.org', `skillId=${SKILL_ID}`, 'skillSecret=lwa'],
    ]);
    expect(kept()).toMatchObject({ skillId: SKILL_ID });
  });

  it('gives the CDK what it was given itself', async () => {
    await deploy(['house@example.org', '', '', ''], {
      args: ['--profile', 'house', '-c', 'reservedSkill=5'],
    });
    expect(asked()[0]?.slice(-4)).toEqual(['--profile', 'house', '-c', 'reservedSkill=5']);
  });

  it('gives the CDK what was chosen in the file with the answers', async () => {
    const chosen = { mailFrom: 'house@example.org', alarmMail: null, skillSecret: null, skillId: SKILL_ID };
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

  it('ends with the code of a CDK that failed, and keeps the answers', async () => {
    const { code, said } = await deploy(['house@example.org', '', '', ''], { fails: '3' });
    expect(code).toBe(3);
    expect(said).toContain('npx cdk bootstrap');
    expect(said).not.toContain('The phone app');
    expect(kept()).toMatchObject({ mailFrom: 'house@example.org' });
  });

  it('deploys nothing where the one thing it must know is not answered', async () => {
    const { code, said } = await deploy([]);
    expect(code).toBe(1);
    expect(said).toContain('Not deployed: mailFrom was not answered.');
    expect(asked()).toEqual([]);
  });

  it.each(['{', '{"mailFrom": 5}', '{"somethingElse": "x"}'])(
    'deploys nothing on answers like %s',
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
