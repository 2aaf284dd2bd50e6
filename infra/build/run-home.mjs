// Runs a program of the home server: `node run-home.mjs main` is `npm start`. The programs are built first if there are
// none of these sources. This file is plain JavaScript, so that what is built starts without a compiler.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import module from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = [
  'core',
  'services',
  'adapters',
  'home',
  'simulator',
  'interaction-models',
  'phone',
  'infra',
  'package-lock.json',
];
const BUILDS = join(ROOT, 'dist', 'home');
/** What is built from these very sources. */
const BUILT = join(BUILDS, stampOf(SOURCES.map(name => join(ROOT, name))));

if (!existsSync(BUILT)) build();
// Node 20 has no compile cache.
module.enableCompileCache?.(join(BUILT, 'compiled'));
const [program] = process.argv.splice(2, 1);
await import(pathToFileURL(join(BUILT, `${program}.mjs`)).href);

/** It differs as soon as a file is changed, added or removed. */
function stampOf(paths) {
  const files = paths.flatMap(path =>
    statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter(one => one.isFile())
          .map(one => join(one.parentPath, one.name))
      : path,
  );
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Builds into a folder of its own and then renames it, so that a build that fails, or a second start, leaves no half
 * build.
 */
function build() {
  const folder = `${BUILT}-${process.pid}`;
  const builder = ['--import', 'tsx', join(import.meta.dirname, 'build-home.ts'), folder];
  const { status } = spawnSync(process.execPath, builder, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    process.exit(status ?? 1);
  }
  for (const name of readdirSync(BUILDS))
    if (!name.startsWith(basename(BUILT))) rmSync(join(BUILDS, name), { recursive: true, force: true });
  try {
    renameSync(folder, BUILT);
  } catch {
    // Another start has built the same at the same time.
    rmSync(folder, { recursive: true, force: true });
  }
}
