import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { loadApps } from '../../adapters/esbuild/apps.ts';
import { APPS_FILE, writeApps } from '../../adapters/files/built-apps.ts';
import { bundling, dictionaryBeside, writeDictionary } from './build-function.ts';
import { builtinsByCall } from './builtins-by-call.ts';
import { longJsonBeside } from './json-beside.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const from = (...path: string[]) => join(ROOT, ...path);

/** Reads the pages from a file beside the bundle. */
const appsBeside: Plugin = {
  name: 'apps-beside',
  setup: build =>
    build.onResolve({ filter: /\/esbuild\/apps\.ts$/ }, () => ({
      path: from('adapters', 'files', 'built-apps.ts'),
    })),
};

const PROGRAMS = ['main', 'backup', 'restore'];

/**
 * Builds the home server's programs into a folder, and beside them what they read when they first need it. They need no
 * compiler, and no packages but those of the speech and the database.
 */
async function buildHome(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await build({
    ...bundling,
    target: 'node20',
    entryPoints: PROGRAMS.map(name => from('home', `${name}.ts`)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    external: ['libsql'],
    plugins: [builtinsByCall, dictionaryBeside, appsBeside, longJsonBeside(folder, {})],
  });
  writeDictionary(folder);
  writeFileSync(join(folder, APPS_FILE), writeApps(await loadApps()));
  cpSync(from('adapters', 'flite', 'flite.worker.mjs'), join(folder, 'flite.worker.mjs'));
}

const [folder = join('dist', 'home')] = process.argv.slice(2);
await buildHome(folder);
