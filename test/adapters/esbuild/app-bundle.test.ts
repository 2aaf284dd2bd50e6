import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import { bundleApp, installFiles, PHONE_APP, SIMULATOR_PAGE } from '../../../adapters/esbuild/app-bundle.ts';

describe.each([
  {
    ...PHONE_APP,
    uses: ['/phone/app.js', '/phone/app.css'],
  },
  {
    ...SIMULATOR_PAGE,
    uses: ['/device.js', '/device.css'],
  },
])('The bundle of $folder', ({ uses, ...from }) => {
  const bundled = bundleApp(from);

  test('is scripts that a browser can parse, and that name no file but each other', async () => {
    const { script, chunks } = await bundled;
    for (const part of [script, ...chunks.values()]) {
      const { code } = transformSync(part, { format: 'cjs' });
      expect(() => new Script(code)).not.toThrow();
      expect(part).not.toMatch(/\brequire\s*\(\s*["']/);
      const named = [...part.matchAll(/(?:\bfrom|\bimport\(?)\s*"\.\/([^"]+)"/g)].map(([, name]) => name);
      expect([...chunks.keys()]).toEqual(expect.arrayContaining(named));
    }
  });

  test('holds neither comments with paths of this machine nor a source map', async () => {
    const { script } = await bundled;
    expect(script).not.toContain('sourceMappingURL');
    expect(script).not.toContain(process.cwd());
  });

  // What a policy without 'unsafe-inline' would refuse to run or to show.
  test('has a page with nothing inline, which uses its own script and style', async () => {
    const { html } = await bundled;
    const scripts = html.match(/<script\b[^>]*>[^<]*/g) ?? [];
    expect(scripts).toEqual([`<script type="module" src="${uses[0]}">`]);
    expect(html).toContain(`<link rel="stylesheet" href="${uses[1]}" />`);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|="javascript:/i);
  });

  test('loads nothing from elsewhere', async () => {
    const { html, css } = await bundled;
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(css).not.toMatch(/@import|url\(\s*["']?(?:https?:)?\/\//);
    expect(css.length).toBeGreaterThan(100);
  });
});

test('A bundle whose entry is not there is an error, not an empty page', async () => {
  const from = { folder: 'phone', entry: 'nothing.tsx', page: 'index.html', style: 'app.css' };
  await expect(bundleApp(from)).rejects.toThrow('Could not resolve');
});

describe('What the phone app is installed with', () => {
  const bundled = bundleApp(PHONE_APP);
  const files = bundled.then(installFiles);

  test('are a manifest that opens the app by itself, and the icons it names', async () => {
    const all = await files;
    const manifest = JSON.parse(String(all.get('manifest.webmanifest')?.body)) as {
      display: string;
      start_url: string;
      scope: string;
      icons: { src: string; sizes: string; purpose: string }[];
    };
    expect(manifest).toMatchObject({ display: 'standalone', start_url: '/phone/', scope: '/phone/' });
    expect(manifest.icons.map(({ purpose, sizes }) => [purpose, sizes])).toEqual([
      ['any', '192x192'],
      ['any', '512x512'],
      ['maskable', '512x512'],
    ]);
    for (const { src, sizes } of manifest.icons) {
      const icon = all.get(src.replace('/phone/', ''))?.body as Uint8Array<ArrayBuffer>;
      // A PNG says its width at its sixteenth byte.
      expect([src, new DataView(icon.buffer, icon.byteOffset).getUint32(16)]).toEqual([
        src,
        Number(sizes.split('x')[0]),
      ]);
    }
  });

  test('is named in the page: the manifest, and the icon for an iPhone’s home screen', async () => {
    const { html } = await bundled;
    expect(html).toContain('<link rel="manifest" href="/phone/manifest.webmanifest" />');
    expect(html).toContain('<link rel="apple-touch-icon" href="/phone/icons/apple-touch.png" />');
    expect((await files).has('icons/apple-touch.png')).toBe(true);
  });

  test('has a worker that is one script and knows every file of this build by its digest', async () => {
    const { html, script, css, chunks } = await bundled;
    const worker = String((await files).get('service-worker.js')?.body);
    expect(() => new Script(worker)).not.toThrow();
    for (const [path, body] of [['', html], ['app.js', script], ['app.css', css], ...chunks]) {
      const digest = createHash('sha256')
        .update(body ?? '')
        .digest('base64');
      expect([path, worker.includes(`sha256-${digest}`)]).toEqual([path, true]);
    }
  });

  test('has another worker as soon as anything of the app is another', async () => {
    const changed = await installFiles({ ...(await bundled), css: 'p { color: red }' });
    expect(changed.get('service-worker.js')?.body).not.toBe((await files).get('service-worker.js')?.body);
  });
});
