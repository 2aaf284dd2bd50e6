import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleForNode } from '../support/bundle.ts';
import { madeOnce } from '../support/made-once.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Files that look like a build to the stack: it names assets by their digests, whatever they contain. */
export const BUILT = [
  'dist/lambda/skill/index.mjs',
  'dist/lambda/companion/index.mjs',
  'dist/lambda/courier/index.mjs',
  'dist/phone/index.html',
  'dist/skill/skill-package/skill.json',
];

type Json = Record<string, unknown>;
export type Resource = { Type: string; Properties: Json; DeletionPolicy?: string };
export type Template = {
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: unknown }>;
  Parameters: Record<string, Json>;
};
/** The findings of the AwsSolutions rules, and the accepted ones with their constructs and reasons. */
export type Findings = {
  report: { pluginReports: { pluginName: string; conclusion: string; violations: Json[] }[] };
  accepted: { of: string; finding: string; reason: string }[];
};
export type Ran = { code: number | null; said: string };

/** Runs `act` in a temporary folder with these built files. */
export async function withBuild<T>(
  files: readonly string[],
  act: (folder: string) => Promise<T>,
): Promise<T> {
  const { path, remove } = temporaryFolder();
  try {
    for (const file of files) {
      mkdirSync(join(path, dirname(file)), { recursive: true });
      writeFileSync(join(path, file), file);
    }
    return await act(path);
  } finally {
    remove();
  }
}

const bundles = new Map<string, Promise<string>>();
function bundleOf(program: string): Promise<string> {
  const bundle = bundles.get(program) ?? bundleForNode(join(ROOT, 'infra', program));
  bundles.set(program, bundle);
  return bundle;
}

/** Runs a program of `infra/` in its own process, in that folder. `typed` is its standard input. */
export async function run(
  program: string,
  folder: string,
  { env = {}, args = [], typed = '' }: { env?: Record<string, string>; args?: string[]; typed?: string } = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [await bundleOf(program), ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stdin.end(typed);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

/** Runs the CDK app like the CDK's command, with the context of `cdk.json` and of `-c` options. */
export const runApp = (folder: string, context: Record<string, string> = {}): Promise<Ran> =>
  run('app.ts', folder, {
    env: {
      CDK_OUTDIR: join(folder, 'cdk.out'),
      // Assets are not copied; their digests are the same.
      CDK_CONTEXT_JSON: JSON.stringify({
        ...cdkJson().context,
        ...context,
        'aws:cdk:disable-asset-staging': true,
      }),
    },
  });

const cdkJson = () => JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: Json };

const TEMPLATE = 'SecondYes.template.json';
const REPORT = 'validation-report.json';
const METADATA = 'SecondYes.metadata.json';

/** A deployment that chooses each setting. */
export const CHOSEN = {
  skillId: 'amzn1.ask.skill.00000000-0000-0000-0000-000000000001',
  skillSecret: 'second-yes/login-with-amazon',
  alarmMail: 'operator@example.org',
  mailReplyTo: 'anna@example.org',
  securityContact: 'mailto:security@example.org',
  domain: 'home.example.org',
  certificate: 'arn:aws:acm:us-east-1:111122223333:certificate/0000-1111',
  reservedSkill: '50',
  reservedCourier: '0',
  dashboard: 'no',
  alarms: 'few',
};

/** How long `synthesize` may take. It takes seconds on an idle machine, and a minute or more on a busy one. */
export const SYNTHESIS_TIMEOUT = 300_000;

/** The template that the app synthesizes. Throws the app's output where it fails. */
export async function synthesize(context: Record<string, string> = {}): Promise<Template & Findings> {
  const made = await madeOnce(`template ${JSON.stringify(context)}`, kept =>
    withBuild(BUILT, async folder => {
      const { code, said } = await runApp(folder, context);
      if (code !== 0) throw new Error(said);
      for (const file of [TEMPLATE, REPORT, METADATA])
        copyFileSync(join(folder, 'cdk.out', file), join(kept, file));
    }),
  );
  const read = (file: string): unknown => JSON.parse(readFileSync(join(made, file), 'utf8'));
  return {
    ...(read(TEMPLATE) as Template),
    report: read(REPORT) as Findings['report'],
    accepted: acceptedIn(read(METADATA) as Metadata),
  };
}

type Metadata = Record<string, { type: string; data?: unknown }[]>;

const acceptedIn = (metadata: Metadata): Findings['accepted'] =>
  Object.entries(metadata).flatMap(([of, entries]) =>
    entries
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([finding, reason]) => ({ of, finding, reason })),
  );
