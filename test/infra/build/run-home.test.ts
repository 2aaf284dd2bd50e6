import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const folder = temporaryFolder();
afterAll(folder.remove);

beforeAll(() => {
  const folders = readdirSync(PROJECT, { withFileTypes: true })
    .filter(
      one =>
        one.isDirectory() && !['node_modules', 'dist', 'test', 'docs', 'data', '.git'].includes(one.name),
    )
    .map(({ name }) => name);
  for (const name of [...folders, 'package.json', 'package-lock.json', 'tsconfig.json'])
    cpSync(join(PROJECT, name), join(folder.path, name), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(folder.path, 'node_modules'));
});

/** Runs `npm run backup` without its file. Gives what it says, and the builds that are there then. */
function backup() {
  const program = [join(folder.path, 'infra', 'build', 'run-home.mjs'), 'backup'];
  const { status, stderr } = spawnSync(process.execPath, program, {
    cwd: folder.path,
    env: { PATH: process.env['PATH'] },
    encoding: 'utf8',
  });
  return { status, stderr, builds: readdirSync(join(folder.path, 'dist', 'home')) };
}

test('a program of the home server is built once, again after a source has changed, and not by halves', () => {
  const first = backup();
  expect(first).toMatchObject({ status: 1, stderr: 'Name the file to write: npm run backup -- FILE\n' });
  expect(first.builds).toHaveLength(1);
  expect(backup()).toEqual(first);

  const source = join(folder.path, 'home', 'backup.ts');
  writeFileSync(source, 'this is no program');
  const failed = backup();
  expect(failed.status).not.toBe(0);
  expect(failed.stderr).toContain('home/backup.ts');
  expect(failed.builds).toEqual(first.builds);

  writeFileSync(source, 'console.error("changed");');
  const changed = backup();
  expect(changed).toMatchObject({ status: 0, stderr: 'changed\n' });
  expect(changed.builds).toHaveLength(1);
  expect(changed.builds).not.toEqual(first.builds);
});
