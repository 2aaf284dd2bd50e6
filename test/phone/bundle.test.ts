import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { type AppBundle, bundleApp, PHONE_APP } from '../../adapters/esbuild/app-bundle.ts';

/**
 * What a phone loads before it shows anything: about a second on a slow line. Importing `{ z }` from zod alone would
 * double it.
 */
const LIMIT = 60_000;

/** The scripts that the page names: its own, and every part of it that is loaded with it, not later. */
const firstView = ({ html, assets }: AppBundle): string[] =>
  [...html.matchAll(/"\/phone\/([^"]+\.js)"/g)].map(([, path = '']) => assets.get(path) ?? '');

describe('the phone app', () => {
  const bundled = bundleApp(PHONE_APP);

  test('the script of the first view is below its limit, and further parts load later', async () => {
    const app = await bundled;
    const first = firstView(app);
    expect(first.reduce((sum, part) => sum + gzipSync(part).length, 0)).toBeLessThan(LIMIT);
    expect(Math.min(...first.map(part => part.length))).toBeGreaterThan(0);
    expect(first.length).toBeLessThan([...app.assets.keys()].filter(path => path.endsWith('.js')).length);
  });

  test('the page of the phone app has no inline script or style', async () => {
    const { html } = await bundled;
    expect(html).toMatch(/<script type="module" src="\/phone\/assets\/app-\w+\.js"><\/script>/);
    expect(html).not.toMatch(/ style=|<style|<script>| on[a-z]+=/);
  });
});
