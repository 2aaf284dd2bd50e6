import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import { bundleApp, PHONE_APP, SIMULATOR_PAGE } from '../../../adapters/esbuild/app-bundle.ts';

describe.each([
  {
    ...PHONE_APP,
    uses: [/^\/phone\/assets\/app-\w+\.js$/, /^\/phone\/assets\/app-\w+\.css$/],
  },
  {
    ...SIMULATOR_PAGE,
    uses: [/^\/device\.js$/, /^\/device\.css$/],
  },
])('The bundle of $folder', ({ uses, page, ...from }) => {
  const bundled = bundleApp({ page, ...from });

  test(`the scripts of ${from.folder} can be parsed by a browser and name no file but each other`, async () => {
    const { assets } = await bundled;
    const scripts = [...assets].filter(([path]) => path.endsWith('.js'));
    expect(scripts).not.toEqual([]);
    for (const [path, part] of scripts) {
      const { code } = transformSync(part, { format: 'cjs' });
      expect(() => new Script(code)).not.toThrow();
      expect(part).not.toMatch(/\brequire\s*\(\s*["']/);
      const named = [...part.matchAll(/(?:\bfrom|\bimport\(?)\s*"\.\/([^"]+)"/g)].map(([, name = '']) =>
        join(dirname(path), name),
      );
      expect([...assets.keys()]).toEqual(expect.arrayContaining(named));
    }
  });

  test(`the bundle of ${from.folder} holds neither paths of this machine nor a source map`, async () => {
    for (const text of (await bundled).assets.values()) {
      expect(text).not.toContain('sourceMappingURL');
      expect(text).not.toContain(process.cwd());
    }
  });

  // What a policy without 'unsafe-inline' would refuse to run or to show.
  test(`the page of ${from.folder} has nothing inline and uses its own script and style`, async () => {
    const { html, assets } = await bundled;
    const [script, ...more] = [...html.matchAll(/<script\b[^>]*src="([^"]*)"[^>]*>[^<]*/g)];
    const [style, ...sheets] = [...html.matchAll(/<link rel="stylesheet" href="([^"]*)"/g)];
    expect([more, sheets]).toEqual([[], []]);
    expect([script?.[1], style?.[1]]).toEqual(uses.map(path => expect.stringMatching(path)));
    const base = page === 'index.html' ? '/phone/' : '/';
    for (const [, path] of html.matchAll(/"([^"]*\.(?:js|css))"/g))
      expect([...assets.keys()].map(name => base + name)).toContain(path);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|="javascript:/i);
  });

  test(`the page of ${from.folder} loads nothing from elsewhere`, async () => {
    const { html, assets } = await bundled;
    const [css = ''] = [...assets].flatMap(([path, text]) => (path.endsWith('.css') ? [text] : []));
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(css).not.toMatch(/@import|url\(\s*["']?(?:https?:)?\/\//);
    expect(css.length).toBeGreaterThan(100);
  });
});

test('The phone app’s page names at once each part that its script needs before it runs, and no other', async () => {
  const { html, assets } = await bundleApp(PHONE_APP);
  const preloaded = [...html.matchAll(/rel="modulepreload" href="\/phone\/([^"]+)"/g)].map(
    ([, path]) => path,
  );
  const needed = new Set<string>();
  const take = (path: string): void => {
    for (const [, name = ''] of (assets.get(path) ?? '').matchAll(/(?:\bfrom|\bimport)"\.\/([^"]+)"/g)) {
      if (needed.has(`assets/${name}`)) continue;
      needed.add(`assets/${name}`);
      take(`assets/${name}`);
    }
  };
  take(/src="\/phone\/([^"]+)"/.exec(html)?.[1] ?? '');
  expect(needed.size).toBeGreaterThan(0);
  expect(new Set(preloaded)).toEqual(needed);
});

test('A bundle whose entry is not there is an error, not an empty page', async () => {
  const from = { folder: 'phone', entry: 'nothing.tsx', page: 'index.html', style: 'app.css', assets: 'app' };
  await expect(bundleApp(from)).rejects.toThrow('Could not resolve');
});
