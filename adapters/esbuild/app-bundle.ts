import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** A page's files, ready to serve. `chunks`: what the script loads later, by name, from where it lies itself. */
export type AppBundle = {
  html: string;
  script: string;
  css: string;
  chunks: ReadonlyMap<string, string>;
};

/** Where the sources of a web app lie: its folder from the root of the project, and the names of its files in there. */
export type AppSource = { folder: string; entry: string; page: string; style: string };

/** The owner's app. */
export const PHONE_APP: AppSource = {
  folder: 'phone',
  entry: 'main.tsx',
  page: 'index.html',
  style: 'app.css',
};
/** The page of the device simulator. */
export const SIMULATOR_PAGE: AppSource = {
  folder: 'simulator/page',
  entry: 'main.tsx',
  page: 'device.html',
  style: 'device.css',
};

const ROOT = join(import.meta.dirname, '..', '..');

/** The oldest browsers that the styles are written for; esbuild adds the prefixes that they need. */
const STYLE_TARGET = ['chrome111', 'firefox113', 'safari16.2'];

/** Bundles a web app: its script from TypeScript, its style from all that it imports, and its page as it is. */
export async function bundleApp({ folder, entry, page, style }: AppSource): Promise<AppBundle> {
  const from = (name: string) => join(ROOT, folder, name);
  const [bundled, html, styled] = await Promise.all([
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
    build({
      entryPoints: [from(style)],
      bundle: true,
      minify: true,
      write: false,
      target: STYLE_TARGET,
      legalComments: 'none',
      logLevel: 'silent',
    }),
  ]);
  const files = bundled.outputFiles.map(({ path, text }) => [basename(path), text] as const);
  const chunks = new Map(files.filter(([name]) => name !== 'app.js'));
  const script = new Map(files).get('app.js') ?? '';
  return { html: preloading(html, script, chunks), script, css: styled.outputFiles[0]?.text ?? '', chunks };
}

/**
 * The page with a word to the browser on each part that its script needs at once: they are then fetched side by side,
 * not one after the other.
 */
function preloading(html: string, script: string, chunks: ReadonlyMap<string, string>): string {
  const needed = new Set<string>();
  const take = (part: string): void => {
    for (const [, name = ''] of part.matchAll(/\b(?:from|import)"\.\/([^"]+)"/g)) {
      const chunk = chunks.get(name);
      if (chunk === undefined || needed.has(name)) continue;
      needed.add(name);
      take(chunk);
    }
  };
  take(script);
  return html.replace(/ *<script type="module" src="([^"]*)app\.js">/, (tag, base: string) =>
    [...[...needed].map(name => `    <link rel="modulepreload" href="${base}${name}" />`), tag].join('\n'),
  );
}

/** A file as it is served. */
export type AppFile = { type: string; body: string | Uint8Array<ArrayBuffer> };

const PNG = 'image/png';

/**
 * What the phone app is installed with, by its path beside the page: the manifest, the icons, and the service worker,
 * which knows this very build of the app by its digests and keeps it whole.
 */
export async function installFiles(phone: AppBundle): Promise<ReadonlyMap<string, AppFile>> {
  const folder = join(ROOT, PHONE_APP.folder);
  const icons = (await readdir(join(folder, 'icons'))).filter(name => name.endsWith('.png')).sort();
  const files = new Map<string, AppFile>([
    [
      'manifest.webmanifest',
      {
        type: 'application/manifest+json',
        body: await readFile(join(folder, 'manifest.webmanifest'), 'utf8'),
      },
    ],
  ]);
  for (const name of icons)
    files.set(`icons/${name}`, {
      type: PNG,
      body: new Uint8Array(await readFile(join(folder, 'icons', name))),
    });

  const shell = [
    ['', phone.html] as const,
    ['app.js', phone.script] as const,
    ['app.css', phone.css] as const,
    ...phone.chunks,
    ...[...files].map(([path, { body }]) => [path, body] as const),
  ].map(([path, body]) => ({
    path,
    integrity: `sha256-${createHash('sha256').update(body).digest('base64')}`,
  }));
  const bundled = await build({
    entryPoints: [join(folder, 'worker', 'service-worker.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
    define: { SHELL: JSON.stringify(shell) },
  });
  const body = bundled.outputFiles[0]?.text ?? '';
  return files.set('service-worker.js', { type: 'text/javascript; charset=utf-8', body });
}
