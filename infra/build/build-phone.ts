import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleApp, PHONE_APP } from '../../adapters/esbuild/app-bundle.ts';
import { phoneFiles } from '../../adapters/esbuild/phone-files.ts';

/** Writes the phone app as the home server serves it, one file for each address. */
export async function buildPhone(folder: string): Promise<void> {
  for (const [path, { body }] of await phoneFiles(await bundleApp(PHONE_APP))) {
    const file = join(folder, path || PHONE_APP.page);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
  }
}
