import { join } from 'node:path';
import { buildPrograms } from './build-programs.ts';

/** Builds the home server's programs into the folder that it is given, or into `dist/home`. `run-home.mjs` calls it. */
const HOME = join(import.meta.dirname, '..', '..', 'home');
const [folder = join('dist', 'home')] = process.argv.slice(2);
await buildPrograms(
  ['main', 'backup', 'restore'].map(name => join(HOME, `${name}.ts`)),
  folder,
);
