import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run release -- NUMBER`: gives the package and the program this version, gives what is unreleased in the changelog
 * its number and date, commits, and tags the commit.
 */
const root = join(import.meta.dirname, '..');
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { cwd: root, encoding: 'utf8' });

const [version = ''] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error('Name the version: npm run release -- 1.2.3');
if (run('git', 'status', '--porcelain') !== '') throw new Error('Commit your changes first.');

run('npm', 'version', version, '--no-git-tag-version');
change('core/api/version.ts', /VERSION = '[^']*'/, `VERSION = '${version}'`);
const today = new Date().toISOString().slice(0, 10);
change('CHANGELOG.md', /^## Unreleased$/m, `## Unreleased\n\n## ${version} (${today})`);
run('git', 'commit', '--quiet', '--all', '--message', `release: ${version}`);
run('git', 'tag', '--annotate', `v${version}`, '--message', version);

function change(path: string, from: RegExp, to: string): void {
  const file = join(root, path);
  const text = readFileSync(file, 'utf8');
  if (!from.test(text)) throw new Error(`${path} has no ${String(from)}.`);
  writeFileSync(file, text.replace(from, to));
}
