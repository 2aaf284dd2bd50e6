import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Answers } from './questions.ts';
import { OUTPUTS, SETTING_NAMES, STACK_NAME } from '../settings.ts';

const OUTPUTS_FILE = join('dist', 'deployed.json');

const parsed = z.object({
  [STACK_NAME]: z.object({
    [OUTPUTS.phoneApp]: z.string(),
    [OUTPUTS.skillEndpoint]: z.string(),
    [OUTPUTS.skillId]: z.string().optional(),
  }),
});

/** The outputs of a deployment. */
export type Deployed = z.infer<typeof parsed>[typeof STACK_NAME];

/**
 * Runs `cdk deploy` on this terminal: the CDK itself asks before it widens a permission.
 *
 * @param args further arguments of `cdk deploy`
 * @returns the outputs, or the exit code of the CDK
 */
export async function cdkDeploy(answers: Answers, args: string[]): Promise<Deployed | { failed: number }> {
  const settings = SETTING_NAMES.flatMap(name => (answers[name] ? ['-c', `${name}=${answers[name]}`] : []));
  rmSync(OUTPUTS_FILE, { force: true });
  const cdk = spawn(
    'cdk',
    [
      'deploy',
      STACK_NAME,
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
  return parsed.parse(JSON.parse(readFileSync(OUTPUTS_FILE, 'utf8')))[STACK_NAME];
}
