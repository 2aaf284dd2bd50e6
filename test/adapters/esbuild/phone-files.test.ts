import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { bundleApp, PHONE_APP } from '../../../adapters/esbuild/app-bundle.ts';
import { phoneFiles } from '../../../adapters/esbuild/phone-files.ts';

describe('The files of the phone app', () => {
  const bundled = bundleApp(PHONE_APP);
  const files = bundled.then(phoneFiles);

  test('the manifest opens the phone app by itself, and the icons that it names exist', async () => {
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

  test('the page of the phone app names the manifest and the icon for an iPhone’s home screen', async () => {
    const { html } = await bundled;
    expect(html).toContain('<link rel="manifest" href="/phone/manifest.webmanifest" />');
    expect(html).toContain('<link rel="apple-touch-icon" href="/phone/icons/apple-touch.png" />');
    expect((await files).has('icons/apple-touch.png')).toBe(true);
  });

  test('the service worker is one script and knows every file of its build by its digest', async () => {
    const worker = String((await files).get('service-worker.js')?.body);
    expect(() => new Script(worker)).not.toThrow();
    for (const [path, { body }] of await files) {
      if (path === 'service-worker.js') continue;
      const digest = createHash('sha256').update(body).digest('base64');
      expect([path, worker.includes(`sha256-${digest}`)]).toEqual([path, true]);
    }
  });

  test('the service worker takes from the browser’s cache what is named by its digest, and asks again for the rest', async () => {
    const worker = String((await files).get('service-worker.js')?.body);
    for (const path of (await files).keys()) {
      if (path === 'service-worker.js') continue;
      const [, cache] = new RegExp(`path:"${path}",integrity:"[^"]*",cache:"([^"]*)"`).exec(worker) ?? [];
      expect([path, cache]).toEqual([path, path.startsWith('assets/') ? 'default' : 'no-cache']);
    }
  });

  test('the service worker changes as soon as any file of the app changes', async () => {
    const { html, assets } = await bundled;
    const changed = await phoneFiles({ html, assets: new Map(assets).set('assets/app-1.css', 'p{}') });
    expect(changed.get('service-worker.js')?.body).not.toBe((await files).get('service-worker.js')?.body);
  });
});
