import { readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..', '..');

/** A program in one file of JavaScript. */
export type Bundle = { path: string; remove: () => void };

/** Bundles a program that is started often: as TypeScript it takes two seconds longer each time. */
export async function bundleForNode(entryPoint: string): Promise<Bundle> {
  // In this folder it finds its packages.
  const name = `${basename(entryPoint, '.ts')}-${process.pid}.mjs`;
  const path = join(ROOT, 'node_modules', '.cache', name);
  await build({
    entryPoints: [entryPoint],
    outfile: path,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
    plugins: [
      {
        name: 'keep import.meta.dirname',
        setup: build =>
          build.onLoad({ filter: /\.ts$/ }, file => ({
            contents: readFileSync(file.path, 'utf8').replaceAll(
              'import.meta.dirname',
              JSON.stringify(dirname(file.path)),
            ),
            loader: 'ts',
          })),
      },
    ],
  });
  return { path, remove: () => rmSync(path, { force: true }) };
}
