import { Script } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import { bundleApp } from '../../home/app-bundle.files.ts';

describe.each([
  {
    folder: 'phone',
    entry: 'main.tsx',
    page: 'index.html',
    style: 'app.css',
    uses: ['/phone/app.js', '/phone/app.css'],
  },
  {
    folder: 'home/standin/echo',
    entry: 'main.tsx',
    page: 'echo.html',
    style: 'echo.css',
    uses: ['/echo.js', '/echo.css'],
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
