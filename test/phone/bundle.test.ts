import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { bundleApp } from '../../home/app-bundle.files.ts';

/** What a phone loads before it shows anything: about a second on a slow line. Importing `{ z }` from zod alone would double it; a QR encoder, which most never use, would add 4,000. */
const LIMIT = 64_000;

describe('the phone app', () => {
  test('is a small script', async () => {
    const { script } = await bundleApp({
      folder: 'phone',
      entry: 'main.tsx',
      page: 'index.html',
      style: 'app.css',
    });
    expect(gzipSync(script).length).toBeLessThan(LIMIT);
  });

  test('has a page without inline script or style', async () => {
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
