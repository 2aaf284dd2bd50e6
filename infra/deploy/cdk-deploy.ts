import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Answers } from './questions.ts';
import { SETTING_NAMES } from '../settings.ts';

const OUTPUTS_FILE = join('dist', 'deployed.json');

const parsed = z.object({
  SecondYes: z.object({
    PhoneAppAddress: z.string(),
    SkillEndpoint: z.string(),
    SkillId: z.string().optional(),
  }),
});

/** What a deploy tells of what it made. */
export type Deployed = z.infer<typeof parsed>['SecondYes'];

/**
 * Runs `cdk deploy` on this terminal, so that the CDK asks for itself before it widens a permission. `args` go along as
 * they are.
 *
 * @returns what was deployed, or the code that the CDK ended with
 */
export async function cdkDeploy(answers: Answers, args: string[]): Promise<Deployed | { failed: number }> {
  const settings = SETTING_NAMES.flatMap(name => (answers[name] ? ['-c', `${name}=${answers[name]}`] : []));
  rmSync(OUTPUTS_FILE, { force: true });
  const cdk = spawn(
    'cdk',
    [
      'deploy',
      'SecondYes',
      '--no-notices',
      '--outputs-file',
      OUTPUTS_FILE,
      '--parameters',
      `MailFrom=${answers['mailFrom']}`,
      ...settings,
      ...args,
    ],
    { stdio: 'inherit' },
  );
  const [code] = (await once(cdk, 'close')) as [number | null];
  if (code !== 0) return { failed: code ?? 1 };
  return parsed.parse(JSON.parse(readFileSync(OUTPUTS_FILE, 'utf8'))).SecondYes;
}
