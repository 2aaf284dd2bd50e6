import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleApp, installFiles, PHONE_APP } from '../../adapters/esbuild/app-bundle.ts';

/** Writes the phone app as the home server serves it, one file for each address. */
export async function buildPhone(folder: string): Promise<void> {
  const app = await bundleApp(PHONE_APP);
  const files = new Map<string, string | Uint8Array>([
    ['index.html', app.html],
    ['app.js', app.script],
    ['app.css', app.css],
    ...app.chunks,
  ]);
  for (const [path, { body }] of await installFiles(app)) files.set(path, body);
  for (const [path, body] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), body);
  }
}
