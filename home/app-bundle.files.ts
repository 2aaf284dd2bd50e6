import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** A page's files, ready to serve. `chunks`: what the script loads later, by name, from where it lies itself. */
export type AppBundle = {
  html: string;
  script: string;
  css: string;
  chunks: ReadonlyMap<string, string>;
};

/** Bundles one of the web apps of this checkout: its script from TypeScript, its page and its style as they are. */
export async function bundleApp({
  folder,
  entry,
  page,
  style,
}: {
  folder: string;
  entry: string;
  page: string;
  style: string;
}): Promise<AppBundle> {
  const from = (name: string) => join(import.meta.dirname, '..', folder, name);
  const [bundled, html, css] = await Promise.all([
    build({
      entryPoints: [from(entry)],
      bundle: true,
      minify: true,
      write: false,
      splitting: true,
      outdir: 'app',
      entryNames: 'app',
      chunkNames: 'chunk-[hash]',
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      legalComments: 'none',
      logLevel: 'silent',
    }),
    readFile(from(page), 'utf8'),
    readFile(from(style), 'utf8'),
  ]);
  const files = bundled.outputFiles.map(({ path, text }) => [basename(path), text] as const);
  const chunks = new Map(files.filter(([name]) => name !== 'app.js'));
  return { html, script: new Map(files).get('app.js') ?? '', css, chunks };
}
