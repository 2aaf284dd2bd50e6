import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** A page's files, ready to serve. */
export type AppBundle = { html: string; script: string; css: string };

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
  return { html, script: bundled.outputFiles[0]?.text ?? '', css };
}
