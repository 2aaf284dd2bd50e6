import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dictionary } from 'cmu-pronouncing-dictionary';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { dictionaryEntry } from '../../core/confidence/names/pronunciation-list.ts';
import { PRONUNCIATION_FILE } from '../../adapters/files/pronunciation-file.ts';
import { pronunciationLines } from '../../core/confidence/names/pronunciation-lines.ts';
import { audioWorkerBeside, writeAudioWorkerBeside } from './audio-worker-beside.ts';
import { builtinsByCall } from './builtins-by-call.ts';
import { longJsonBeside } from './json-beside.ts';
import type { FunctionName } from '../../lambda/environment.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const from = (...path: string[]) => join(ROOT, ...path);

const SUBSTITUTES = from('infra', 'build', 'substitutes.ts');
/** Replacements in the skill's bundle only: Alexa waits while the skill starts. */
const SKILL_SUBSTITUTES = {
  '@aws-sdk/client-dynamodb': from('adapters', 'aws', 'thin', 'dynamo.ts'),
  '@aws-sdk/client-s3': from('adapters', 'aws', 'thin', 's3.ts'),
  '@aws-sdk/client-ssm': from('adapters', 'aws', 'thin', 'ssm.ts'),
  'ask-sdk-model': SUBSTITUTES,
};

/** Reads the pronunciation dictionary from a file beside the bundle. */
export const dictionaryBeside: Plugin = {
  name: 'dictionary-beside',
  setup: build =>
    build.onResolve({ filter: /\/pronunciation-list\.ts$/ }, () => ({
      path: from('adapters', 'files', 'pronunciation-file.ts'),
    })),
};

/** The esbuild options of everything that runs on Lambda. */
export const bundling = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  // `main` is often CommonJS, which esbuild cannot tree-shake.
  mainFields: ['module', 'main'],
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** A built function: the sizes of its bundle and of the files beside it, in bytes, and esbuild's metafile. */
export type BuiltFunction = { bundle: number; beside: Record<string, number>; metafile: Metafile };

/** Builds one function into a folder. Lambda runs it as `index.handler`. */
export async function buildFunction(name: FunctionName, folder: string): Promise<BuiltFunction> {
  const beside: Record<string, number> = {};
  const { metafile } = await build({
    ...bundling,
    entryPoints: [from('lambda', `${name}.ts`)],
    outfile: join(folder, 'index.mjs'),
    alias: {
      '@aws-sdk/credential-provider-node': SUBSTITUTES,
      ...(name === 'skill' && SKILL_SUBSTITUTES),
    },
    plugins: [builtinsByCall, dictionaryBeside, audioWorkerBeside, longJsonBeside(folder, beside)],
  });
  const outputs = Object.entries(metafile.outputs);
  const bundle = outputs.find(([path]) => path.endsWith('index.mjs'))?.[1].bytes ?? 0;
  if (name !== 'skill') Object.assign(beside, await writeAudioWorkerBeside(folder));
  return { bundle, beside: { ...beside, ...writeDictionary(folder) }, metafile };
}

/** A name is looked up by its first two pronunciations only. */
const isLookedUp = (word: string): boolean => !/\([3-9]\)$/.test(word);

export function writeDictionary(folder: string): Record<string, number> {
  const words = Object.keys(dictionary).filter(isLookedUp);
  const lines = pronunciationLines(words.map(word => [word, dictionaryEntry(word) ?? []]));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, PRONUNCIATION_FILE), lines);
  return { [PRONUNCIATION_FILE]: lines.length };
}
