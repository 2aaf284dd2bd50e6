import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const FOLDER = join(import.meta.dirname, '..', 'audio');

/** The FLAC decoder is given packets, and never uses its parser of files. */
const withoutCodecParser: Plugin = {
  name: 'without-codec-parser',
  setup(build) {
    build.onResolve({ filter: /^codec-parser$/ }, ({ path }) => ({ path, namespace: 'unused' }));
    build.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({
      contents: 'export default class {}; export let data, totalSamples, codecFrames, isLastPage;',
    }));
  },
};

let bundled: Promise<string> | undefined;

/**
 * The script of the worker thread that prepares recordings, as one CommonJS program. A built server or function has
 * `adapters/files/built-audio-worker.ts` in place of this file, so that it needs no compiler.
 */
export const loadAudioWorker = (): Promise<string> => (bundled ??= bundle());

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(FOLDER, 'audio.worker.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    banner: { js: `/*\n${await readFile(join(FOLDER, 'NOTICES.txt'), 'utf8')}*/` },
    logLevel: 'silent',
    plugins: [withoutCodecParser],
  });
  return outputFiles[0]?.text ?? '';
}
