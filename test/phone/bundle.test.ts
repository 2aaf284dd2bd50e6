import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { type AppBundle, bundleApp } from '../../adapters/esbuild/app-bundle.ts';

/** What a phone loads before it shows anything: about a second on a slow line. Importing `{ z }` from zod alone would double it. */
const LIMIT = 60_000;

const bundled = () => bundleApp({ folder: 'phone', entry: 'main.tsx', page: 'index.html', style: 'app.css' });

/** The script and every part of it that is loaded with it, not later. */
function firstView({ script, chunks }: AppBundle): string[] {
  const seen = new Map<string, string>();
  const take = (part: string) => {
    for (const [, name = ''] of part.matchAll(/(?:\bfrom|\bimport)"\.\/([^"]+)"/g)) {
      const chunk = chunks.get(name);
      if (chunk === undefined || seen.has(name)) continue;
      seen.set(name, chunk);
      take(chunk);
    }
  };
  take(script);
  return [script, ...seen.values()];
}

describe('the phone app', () => {
  test('the script of the first view is below its limit, and further parts load later', async () => {
    const app = await bundled();
    const first = firstView(app);
    expect(first.reduce((sum, part) => sum + gzipSync(part).length, 0)).toBeLessThan(LIMIT);
    expect(first.length).toBeLessThan(app.chunks.size + 1);
  });

  test('the page of the phone app has no inline script or style', async () => {
    const { html } = await bundleApp({
      folder: 'phone',
      entry: 'main.tsx',
      page: 'index.html',
      style: 'app.css',
    });
    expect(html).toContain('<script type="module" src="/phone/app.js"></script>');
    expect(html).not.toMatch(/ style=|<style|<script>| on[a-z]+=/);
  });
});
