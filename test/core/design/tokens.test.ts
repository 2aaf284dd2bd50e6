import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(__dirname, '..', '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const tokens = read('core/design/tokens.css');

/** What a token is on a light and on a dark page. */
const valuesOf = (token: string): string[] =>
  [...tokens.matchAll(new RegExp(`--${token}: ([^;]+);`, 'g'))].map(([, value = '']) => value);

test('only the design tokens name colours and ask for the colour scheme', () => {
  const sheets = ['core', 'phone', 'simulator'].flatMap(room =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.css'))
      .map(path => `${room}/${path}`),
  );
  expect(sheets).toContain('core/design/tokens.css');
  const naming = sheets.filter(path =>
    /#[\da-f]{3,8}\b|rgb\(|light-dark\(|prefers-color-scheme/.test(read(path)),
  );
  expect(naming).toEqual(['core/design/tokens.css']);
});

test.each(['phone/index.html', 'simulator/page/device.html'])(
  '%s names the page colours of the design tokens as its theme colours',
  path => {
    const themes = [...read(path).matchAll(/name="theme-color" content="([^"]+)"/g)].map(
      ([, colour]) => colour,
    );
    expect(themes).toEqual(valuesOf('page'));
  },
);
