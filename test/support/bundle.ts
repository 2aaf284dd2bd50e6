import { readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll } from '@jest/globals';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..', '..');

const made: string[] = [];
afterAll(() => {
  for (const path of made) rmSync(path, { force: true });
});

/**
 * Bundles a program that a suite starts often: as TypeScript it takes two seconds longer each time. Gives the path of the
 * bundle, which is there until the end of the suite.
 */
export async function bundleForNode(entryPoint: string): Promise<string> {
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
  made.push(path);
  return path;
}
