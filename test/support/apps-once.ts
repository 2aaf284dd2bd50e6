import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Apps, bundleApps } from '../../adapters/esbuild/apps.ts';
import { readApps, writeApps } from '../../adapters/files/built-apps.ts';

/** The pages, as the first suite of this run that needed them has bundled them. */
const BUNDLED = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'apps-of-tests.json');

/** jest calls this before a run: what is left of the run before is of older sources. */
export default function forgetApps(): void {
  rmSync(BUNDLED, { force: true });
}

/** In tests this replaces `adapters/esbuild/load-apps.ts`: fifty home servers need not bundle the same pages. */
export async function loadApps(): Promise<Apps> {
  try {
    return readApps(readFileSync(BUNDLED, 'utf8'));
  } catch {
    const apps = await bundleApps();
    const own = `${BUNDLED}-${process.pid}`;
    mkdirSync(dirname(BUNDLED), { recursive: true });
    writeFileSync(own, writeApps(apps));
    renameSync(own, BUNDLED);
    return apps;
  }
}
