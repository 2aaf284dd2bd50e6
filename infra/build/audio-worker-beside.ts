import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { loadAudioWorker } from '../../adapters/esbuild/audio-worker.ts';
import { AUDIO_WORKER_FILE } from '../../adapters/files/built-audio-worker.ts';

const BUILT_WORKER = join(import.meta.dirname, '..', '..', 'adapters', 'files', 'built-audio-worker.ts');

/** Lets a bundle read the worker of recordings from a file beside it, which {@link writeAudioWorkerBeside} writes. */
export const audioWorkerBeside: Plugin = {
  name: 'audio-worker-beside',
  setup: build => build.onResolve({ filter: /\/esbuild\/audio-worker\.ts$/ }, () => ({ path: BUILT_WORKER })),
};

/** Bundles the worker of recordings into a file in this folder. Gives its name and its length in bytes. */
export async function writeAudioWorkerBeside(folder: string): Promise<Record<string, number>> {
  const script = await loadAudioWorker();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, AUDIO_WORKER_FILE), script);
  return { [AUDIO_WORKER_FILE]: Buffer.byteLength(script) };
}
