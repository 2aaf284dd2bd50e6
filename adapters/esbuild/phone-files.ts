import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import { type AppFile, NAMED_BY_DIGEST } from '../files/app-file.ts';
import { type AppBundle, PHONE_APP } from './app-bundle.ts';

/** The media types of the app's files, which are text in UTF-8 or images. */
const TYPES: Record<string, string> = {
  '': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
};

const FOLDER = join(import.meta.dirname, '..', '..', PHONE_APP.folder);

/**
 * All files of the phone app by their paths beside its page, whose own path is empty: scripts and style, and what the app is
 * installed with, which is the manifest, the icons, and the service worker. The worker knows this very build by its digests
 * and keeps it whole.
 */
export async function phoneFiles({ html, assets }: AppBundle): Promise<ReadonlyMap<string, AppFile>> {
  const icons = (await readdir(join(FOLDER, 'icons'))).filter(name => name.endsWith('.png')).sort();
  const manifest = 'manifest.webmanifest';
  const bodies = new Map<string, AppFile['body']>([
    ['', html],
    ...assets,
    [manifest, await readFile(join(FOLDER, manifest), 'utf8')],
  ]);
  for (const name of icons)
    bodies.set(`icons/${name}`, new Uint8Array(await readFile(join(FOLDER, 'icons', name))));
  bodies.set('service-worker.js', await bundleWorker(bodies));
  return new Map([...bodies].map(([path, body]) => [path, { type: TYPES[extname(path)] ?? '', body }]));
}

/** The service worker, with the path and the digest of each of these files. */
async function bundleWorker(files: ReadonlyMap<string, AppFile['body']>): Promise<string> {
  const shell = [...files].map(([path, body]) => ({
    path,
    integrity: `sha256-${createHash('sha256').update(body).digest('base64')}`,
    // The page has just fetched what is named by its digest.
    cache: path.startsWith(NAMED_BY_DIGEST) ? 'default' : 'no-cache',
  }));
  const bundled = await build({
    entryPoints: [join(FOLDER, 'worker', 'service-worker.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
    define: { SHELL: JSON.stringify(shell) },
  });
  return bundled.outputFiles[0]?.text ?? '';
}
