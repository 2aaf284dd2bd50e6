import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dictionary } from 'cmu-pronouncing-dictionary';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { dictionaryEntry } from '../../core/confidence/names/pronunciation-list.ts';
import { PRONUNCIATION_FILE } from '../../adapters/files/pronunciation-file.ts';
import { pronunciationLines } from '../../core/confidence/names/pronunciation-lines.ts';
import { builtinsByCall } from './builtins-by-call.ts';
import { longJsonBeside } from './json-beside.ts';
import type { FunctionName } from '../settings.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const from = (...path: string[]) => join(ROOT, ...path);

/** The file that Lambda starts each function with. */
const ENTRIES: Readonly<Record<FunctionName, string>> = {
  skill: from('lambda', 'skill.ts'),
  companion: from('lambda', 'companion.ts'),
  courier: from('lambda', 'courier.ts'),
};

/** What stands in for what in the skill's bundle, because Alexa waits while it starts. */
const THIN = {
  '@aws-sdk/client-dynamodb': from('adapters', 'aws', 'thin', 'dynamo.ts'),
  '@aws-sdk/client-s3': from('adapters', 'aws', 'thin', 's3.ts'),
  '@noble/hashes/sha2.js': from('infra', 'build', 'node-sha2.ts'),
  'ask-sdk-model': from('infra', 'build', 'without-services.ts'),
};

/** The dictionary comes from a file beside the bundle. */
const dictionaryBeside: Plugin = {
  name: 'dictionary-beside',
  setup: build =>
    build.onResolve({ filter: /\/pronunciation-list\.ts$/ }, () => ({
      path: from('adapters', 'files', 'pronunciation-file.ts'),
    })),
};

/** How everything that runs on Lambda is bundled. */
export const bundling = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  // CommonJS cannot be shaken, and is what `main` often is.
  mainFields: ['module', 'main'],
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** What became of a function: its bundle's size, what stands beside it, and what is in it. All in bytes. */
export type BuiltFunction = { bundle: number; beside: Record<string, number>; metafile: Metafile };

/** Builds one function into a folder, ready to be run as `index.handler`. */
export async function buildFunction(name: FunctionName, folder: string): Promise<BuiltFunction> {
  const beside: Record<string, number> = {};
  const { metafile } = await build({
    ...bundling,
    entryPoints: [ENTRIES[name]],
    outfile: join(folder, 'index.mjs'),
    alias: {
      '@aws-sdk/credential-provider-node': from('infra', 'build', 'given-credentials.ts'),
      ...(name === 'skill' && THIN),
    },
    plugins: [builtinsByCall, dictionaryBeside, longJsonBeside(folder, beside)],
  });
  const outputs = Object.entries(metafile.outputs);
  const bundle = outputs.find(([path]) => path.endsWith('index.mjs'))?.[1].bytes ?? 0;
  return { bundle, beside: { ...beside, ...writeDictionary(folder) }, metafile };
}

/** No name is looked up by a third pronunciation. */
const asked = (word: string): boolean => !/\([3-9]\)$/.test(word);

function writeDictionary(folder: string): Record<string, number> {
  const words = Object.keys(dictionary).filter(asked);
  const lines = pronunciationLines(words.map(word => [word, dictionaryEntry(word) ?? []]));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, PRONUNCIATION_FILE), lines);
  return { [PRONUNCIATION_FILE]: lines.length };
}
