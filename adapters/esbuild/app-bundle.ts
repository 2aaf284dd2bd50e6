import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { NAMED_BY_DIGEST } from '../files/app-file.ts';

/** A page, and the scripts and the style that it loads now or later, by their paths beside the page. */
export type AppBundle = { html: string; assets: ReadonlyMap<string, string> };

/**
 * Where the sources of a web app lie: its folder from the root of the project, and the names of its files in there.
 * `assets` is the path of its script and its style beside the page, without the ending, as esbuild reads it.
 */
export type AppSource = { folder: string; entry: string; page: string; style: string; assets: string };

/** The owner's app. */
export const PHONE_APP: AppSource = {
  folder: 'phone',
  entry: 'main.tsx',
  page: 'index.html',
  style: 'app.css',
  assets: `${NAMED_BY_DIGEST}app-[hash]`,
};
/** The page of the device simulator. */
export const SIMULATOR_PAGE: AppSource = {
  folder: 'simulator/page',
  entry: 'main.tsx',
  page: 'device.html',
  style: 'device.css',
  assets: 'device',
};

const ROOT = join(import.meta.dirname, '..', '..');

/** The oldest browsers that the styles are written for; esbuild adds the prefixes that they need. */
const STYLE_TARGET = ['chrome111', 'firefox113', 'safari16.2'];

/**
 * Bundles a web app: its script from TypeScript, its style from all that it imports, and its page. The page names the script
 * and the style by the name of the style's source.
 */
export async function bundleApp({ folder, entry, page, style, assets }: AppSource): Promise<AppBundle> {
  const from = (name: string) => join(ROOT, folder, name);
  const common = {
    absWorkingDir: ROOT,
    outdir: ROOT,
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    entryNames: assets,
    legalComments: 'none',
    logLevel: 'silent',
  } as const;
  const [bundled, html, styled] = await Promise.all([
    build({
      ...common,
      entryPoints: [from(entry)],
      splitting: true,
      chunkNames: assets.replace(/[^/]*$/, 'chunk-[hash]'),
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      jsxImportSource: 'preact',
    }),
    readFile(from(page), 'utf8'),
    build({ ...common, entryPoints: [from(style)], target: STYLE_TARGET }),
  ]);
  const named = style.replace(/\.css$/, '');
  const script = outputOf(bundled.metafile, `${folder}/${entry}`);
  return {
    html: preloading(html, `${named}.js`, script, importedAtOnce(bundled.metafile, script)).replace(
      `${named}.css`,
      outputOf(styled.metafile, `${folder}/${style}`),
    ),
    assets: new Map(
      [...bundled.outputFiles, ...styled.outputFiles].map(({ path, text }) => [relative(ROOT, path), text]),
    ),
  };
}

function outputOf({ outputs }: Metafile, entry: string): string {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === entry);
  if (!found) throw new Error(`Nothing was bundled from ${entry}.`);
  return found[0];
}

/** The parts that a script imports, themselves or by another part, before it runs. */
function importedAtOnce({ outputs }: Metafile, script: string): ReadonlySet<string> {
  const needed = new Set<string>();
  const take = (part: string): void => {
    for (const { path, kind } of outputs[part]?.imports ?? []) {
      if (kind !== 'import-statement' || needed.has(path)) continue;
      needed.add(path);
      take(path);
    }
  };
  take(script);
  return needed;
}

/**
 * The page with its script, and with a preload hint for each part that the script needs at once. With the hints the
 * browser fetches these parts side by side, not one after the other.
 */
const preloading = (html: string, named: string, script: string, parts: ReadonlySet<string>): string =>
  html.replace(/ *<script type="module" src="([^"]*)">/, (tag, src: string) =>
    [
      ...[...parts].map(part => `    <link rel="modulepreload" href="${src.replace(named, part)}" />`),
      tag.replace(named, script),
    ].join('\n'),
  );
