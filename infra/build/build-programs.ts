import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { appsBeside, writeAppsBeside } from './apps-beside.ts';
import { bundling, dictionaryBeside, writeDictionary } from './build-function.ts';
import { audioWorkerBeside, writeAudioWorkerBeside } from './audio-worker-beside.ts';
import { builtinsByCall } from './builtins-by-call.ts';
import { longJsonBeside } from './json-beside.ts';

const WORKER = join(import.meta.dirname, '..', '..', 'adapters', 'flite', 'flite.worker.mjs');

/**
 * Builds programs of the home server into a folder, each as `NAME.mjs`, and beside them what they read when they first
 * need it. They need no compiler, and no packages but those of the speech, the database and the drawn screens.
 */
export async function buildPrograms(entryPoints: string[], folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await build({
    ...bundling,
    target: 'node20',
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    external: ['libsql'],
    plugins: [builtinsByCall, dictionaryBeside, appsBeside, audioWorkerBeside, longJsonBeside(folder, {})],
  });
  writeDictionary(folder);
  await writeAppsBeside(folder);
  await writeAudioWorkerBeside(folder);
  cpSync(WORKER, join(folder, 'flite.worker.mjs'));
}
