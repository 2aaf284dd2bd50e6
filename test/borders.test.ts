import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { temporaryFolder } from './support/temporary-folder.ts';

const PROJECT = join(import.meta.dirname, '..');
const CONFIG = join(PROJECT, 'oxlint.config.mjs');

/**
 * The tables of the lint rules: what each room may import, which parts of the services the adapters may, which packages,
 * and the order of the core's rooms.
 */
let rooms: Record<string, string[]>;
let servicesForAdapters: string[];
let packages: Record<string, string[]>;
let core: string[];

beforeAll(async () => {
  const config = (await import(CONFIG)) as {
    ROOMS: typeof rooms;
    SERVICES_FOR_ADAPTERS: typeof servicesForAdapters;
    PACKAGES: typeof packages;
    CORE: typeof core;
  };
  [rooms, packages, core] = [config.ROOMS, config.PACKAGES, config.CORE];
  servicesForAdapters = config.SERVICES_FOR_ADAPTERS;
});

/** Every way in which one file may import another, but `import()`: oxlint does not look at that. */
const FORMS = [
  (from: string) => `import { x } from '${from}';\nexport const y = x;\n`,
  (from: string) => `import type { X } from '${from}';\nexport type Y = X;\n`,
  (from: string) => `export { x } from '${from}';\n`,
];

const folder = temporaryFolder();
afterAll(folder.remove);

const files = new Map<string, { from: string; isForbidden: boolean }>();

function addImport(file: string, from: string, isForbidden: boolean): void {
  FORMS.forEach((form, nth) => {
    const path = `${file}-${nth}.ts`;
    files.set(path, { from, isForbidden });
    mkdirSync(dirname(join(folder.path, path)), { recursive: true });
    writeFileSync(join(folder.path, path), form(from));
  });
}

/** One file for each pair of rooms, of rooms of the core, and of a room and a package. */
function writeImports(): void {
  for (const [room, allowed] of Object.entries(rooms)) {
    for (const other of others(room)) {
      if (room === 'adapters' && other === 'services') continue;
      addImport(`${room}/from-${other}`, `../${other}/x.ts`, !allowed.includes(other));
      addImport(`${room}/deep/er/from-${other}`, `../../../${other}/deep/x.ts`, !allowed.includes(other));
    }
    const known = packages[room];
    for (const name of everyPackage()) {
      const isForbidden = known !== undefined && !known.includes(name);
      const file = `${room}/from-package-${name.replaceAll(/\W/g, '-')}`;
      addImport(file, name, isForbidden);
      if (isForbidden) addImport(`${file}-part`, `${name}/part`, true);
    }
    addImport(`${room}/from-bare-fs`, 'fs', known !== undefined);
    addImport(`${room}/from-sha256`, '#sha256', false);
    addImport(`${room}/from-another-name`, '#documents', true);
  }
  for (const part of ['ports', 'storage', 'skill', 'companion', 'courier', 'other']) {
    const isForbidden = !servicesForAdapters.includes(part);
    addImport(`adapters/from-services-${part}`, `../services/${part}/x.ts`, isForbidden);
    addImport(`adapters/deep/er/from-services-${part}`, `../../../services/${part}/deep/x.ts`, isForbidden);
  }
  core.forEach((room, place) => {
    core.forEach((other, otherPlace) => {
      if (other === room) return;
      addImport(`core/${room}/from-${other}`, `../${other}/x.ts`, otherPlace > place);
      addImport(`core/${room}/deep/from-${other}`, `../../${other}/deep/x.ts`, otherPlace > place);
    });
    addImport(`core/${room}/from-services`, '../../services/x.ts', true);
    addImport(`core/${room}/from-package`, 'nodemailer', true);
  });
}

const others = (room: string): string[] =>
  [...Object.keys(rooms), 'bench', 'test', 'tools', 'interaction-models'].filter(other => other !== room);

function everyPackage(): string[] {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(PROJECT, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  return [...Object.keys({ ...dependencies, ...devDependencies }), 'node:fs'];
}

/** The files of a folder in which the project's lint rules of this name find something, each once. */
async function filesReported(path: string, rule: RegExp): Promise<string[]> {
  for (const name of ['oxlint.config.mjs', 'package.json'])
    copyFileSync(join(PROJECT, name), join(path, name));
  const oxlint = join(PROJECT, 'node_modules', '.bin', 'oxlint');
  const args = ['-c', 'oxlint.config.mjs', '--format', 'json', '.'];
  const output = await new Promise<string>(resolve =>
    execFile(oxlint, args, { cwd: path, maxBuffer: 1e9 }, (_, stdout) => resolve(stdout)),
  );
  const { diagnostics } = JSON.parse(output) as { diagnostics: { code: string; filename: string }[] };
  return [...new Set(diagnostics.filter(({ code }) => rule.test(code)).map(({ filename }) => filename))];
}

test('the lint rules report each import that crosses a border, and no import that is allowed', async () => {
  writeImports();
  const forbidden = [...files].filter(([, { isForbidden }]) => isForbidden).map(([path]) => path);
  expect(forbidden.length).toBeGreaterThan(500);
  expect(files.size - forbidden.length).toBeGreaterThan(500);
  expect((await filesReported(folder.path, /no-restricted-imports/)).toSorted()).toEqual(
    forbidden.toSorted(),
  );
});

/** What a file imports, `import()` included, as it is written there. */
const importsIn = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([@#.\w][^'"\s]*)['"]/g)].map(
    ([, name]) => name as string,
  );

/** Why a file may not import this; undefined if it may. */
function crossingOf(file: string, name: string): string | undefined {
  const [room, part = ''] = file.split('/') as [string, string?];
  if (name.startsWith('#')) return name === '#sha256' ? undefined : 'a name of package.json';
  if (!name.startsWith('.')) {
    const known = packages[room];
    const isKnown = known?.some(one => name === one || name.startsWith(`${one}/`));
    return known === undefined || isKnown ? undefined : 'a package';
  }
  const [to, toPart = ''] = relative(PROJECT, join(PROJECT, dirname(file), name)).split('/') as [
    string,
    string?,
  ];
  if (![room, ...(rooms[room] ?? []), 'skill.json', 'package.json'].includes(to)) return 'a room';
  if (room === 'adapters' && to === 'services' && !servicesForAdapters.includes(toPart)) return 'a service';
  return room === 'core' && to === 'core' && core.indexOf(toPart) > core.indexOf(part)
    ? 'a later room of the core'
    : undefined;
}

test('no import of the project crosses a border, import() included', () => {
  const crossing: string[] = [];
  let looked = 0;
  for (const room of Object.keys(rooms))
    for (const name of readdirSync(join(PROJECT, room), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(m?ts|tsx|mjs)$/.test(name)) continue;
      for (const from of importsIn(join(PROJECT, room, name))) {
        looked += 1;
        const border = crossingOf(`${room}/${name}`, from);
        if (border !== undefined) crossing.push(`${room}/${name} imports ${from}: ${border}`);
      }
    }
  expect(looked).toBeGreaterThan(1_000);
  expect(crossing).toEqual([]);
});

/** What core, which is pure, must not read: the lint rules report each of these lines. */
const IMPURE = [
  'Date.now()',
  'globalThis.Date.now()',
  'Math.random()',
  'crypto.randomUUID()',
  'crypto.getRandomValues(new Uint8Array(1))',
  "fetch('https://example.org')",
  'process.env.HOME',
  'performance.now()',
  'setTimeout(() => {}, 1)',
  "console.log('x')",
];

test('the lint rules report a clock, randomness, a request and the environment in the core', async () => {
  const impure = temporaryFolder();
  mkdirSync(join(impure.path, 'core', 'household'), { recursive: true });
  IMPURE.forEach((line, nth) =>
    writeFileSync(join(impure.path, 'core', 'household', `x${nth}.ts`), `export const x = () => ${line};\n`),
  );
  writeFileSync(
    join(impure.path, 'core', 'household', 'pure.ts'),
    'export const x = () => Math.max(1, 2);\n',
  );
  const reported = await filesReported(impure.path, /no-restricted-(globals|properties)/);
  impure.remove();
  expect(reported.toSorted()).toEqual(IMPURE.map((_, nth) => `core/household/x${nth}.ts`).toSorted());
});

test('no room may import from the tests or from the benchmarks', () => {
  for (const allowed of Object.values(rooms)) expect(allowed).not.toContain('test');
  for (const allowed of Object.values(rooms)) expect(allowed).not.toContain('bench');
});
