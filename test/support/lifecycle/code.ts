import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import * as real from './real-code.ts';

const PROJECT = join(import.meta.dirname, '../../..');

/** The project's code that a lifecycle runs through, as it is or with one edit. */
export type Code = typeof real;
export const realCode: Code = real;

/** Replaces the characters `from` to `to` of a file by `by`. The path begins at the project's folder. */
export type Edit = { file: string; from: number; to: number; by: string };

/** Replaces the only place where a file says `text`. */
export function replaced(file: string, text: string, by: string): Edit {
  const parts = readFileSync(join(PROJECT, file), 'utf8').split(text);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${text}`);
  const from = (parts[0] as string).length;
  return { file, from, to: from + text.length, by };
}

/** What decides on a message, stores it or acts on it. It is loaded again for each edit; all else is loaded once. */
const EDITABLE = ['core/message', 'services', 'home', 'test/support/lifecycle'].map(folder =>
  join(PROJECT, folder, '/'),
);

/** The real code with one edit. */
export async function codeWith({ file, from, to, by }: Edit): Promise<Code> {
  const edited = join(PROJECT, file);
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'real-code.ts')],
    bundle: true,
    write: false,
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
    packages: 'external',
    plugins: [
      {
        name: 'one edit',
        setup(build) {
          build.onResolve({ filter: /^\./ }, ({ path, importer }) => {
            const full = resolve(dirname(importer), path);
            return { path: full, external: !EDITABLE.some(folder => full.startsWith(folder)) };
          });
          build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const source = readFileSync(path, 'utf8');
            return {
              loader: 'ts',
              contents: path === edited ? source.slice(0, from) + by + source.slice(to) : source,
            };
          });
        },
      },
    ],
  });
  const text = outputFiles[0]?.text as string;
  const module = { exports: {} as Code };
  const run = new Script(`((module, require) => {${text}\n})`).runInThisContext() as (
    module: object,
    load: typeof require,
  ) => void;
  run(module, require);
  return module.exports;
}
