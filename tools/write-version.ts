import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs in `npm version NUMBER`, before its commit and tag: takes the number over into the program, and gives what was
 * unreleased in the changelog its number and date.
 */
const root = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

function change(path: string, from: RegExp, to: string): void {
  const file = join(root, path);
  const text = readFileSync(file, 'utf8');
  if (!from.test(text)) throw new Error(`${path} has no ${String(from)}.`);
  writeFileSync(file, text.replace(from, to));
  execFileSync('git', ['add', file], { cwd: root });
}

change('core/api/version.ts', /VERSION = '[^']*'/, `VERSION = '${version}'`);
change(
  'CHANGELOG.md',
  /^## Unreleased$/m,
  `## Unreleased\n\n## ${version} (${new Date().toISOString().slice(0, 10)})`,
);
