import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { bundleApps } from '../../adapters/esbuild/apps.ts';
import { APPS_FILE, writeApps } from '../../adapters/files/built-apps.ts';
import { packFile } from './pack-file.ts';

const BUILT_APPS = join(import.meta.dirname, '..', '..', 'adapters', 'files', 'built-apps.ts');

/** Lets a bundle read the home server's pages from a file beside it, which {@link writeAppsBeside} writes. */
export const appsBeside: Plugin = {
  name: 'apps-beside',
  setup: build => build.onResolve({ filter: /\/esbuild\/load-apps\.ts$/ }, () => ({ path: BUILT_APPS })),
};

/** Bundles the pages into a file in this folder, those of the phone app compressed as well. */
export async function writeAppsBeside(folder: string): Promise<void> {
  const { phone, simulator } = await bundleApps();
  const packed = new Map([...phone].map(([path, file]) => [path, packFile(file)]));
  writeFileSync(join(folder, APPS_FILE), writeApps({ phone: packed, simulator }));
}
