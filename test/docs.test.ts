import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');
const PAGES = [
  ...readdirSync(ROOT).filter(name => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => join('docs', name)),
];
const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** The rooms and what else lies at the top of the tree: what a path in a document begins with. */
const PATH =
  /`((?:core|services|adapters|lambda|home|simulator|phone|infra|bench|test|docs|interaction-models|tools)\/[\w./-]*)`/g;

describe.each(PAGES)('%s', page => {
  test(`${page} links only to files and headings that exist`, () => {
    const links = [...textOf(page).matchAll(/(?:\]\(|src="|srcset=")([^)"\s]+)/g)].map(
      ([, link = '']) => link,
    );
    const dead = links
      .filter(link => !/^(https?:|mailto:|#)/.test(link))
      .map(link => link.replace(/#.*$/, ''))
      .filter(link => !existsSync(join(ROOT, dirname(page), link)));
    expect(dead).toEqual([]);
  });

  test(`${page} names only files and folders that exist`, () => {
    const dead = [...textOf(page).matchAll(PATH)]
      .map(([, path = '']) => path)
      .filter(path => !existsSync(join(ROOT, path)));
    expect(dead).toEqual([]);
  });

  test(`${page} names only commands that package.json has`, () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    const named = [...textOf(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter(name => !(name in scripts))).toEqual([]);
  });
});

test('each step of the way of a message names a file and a function that the file exports', () => {
  const rows = [...textOf('docs/architecture.md').matchAll(/^\|[^|]+\| `([\w./-]+\.ts)` *\| `(\w+)` *\|$/gm)];
  expect(rows.length).toBeGreaterThan(20);
  const files = rows.map(([, file]) => file);
  expect(files).toEqual([...new Set(files)]);
  const missing = rows.filter(
    ([, file = '', name = '']) =>
      !existsSync(join(ROOT, file)) ||
      !new RegExp(`export (?:async )?(?:function|const|class) ${name}\\b`).test(textOf(file)),
  );
  expect(missing.map(([, file, name]) => `${file} ${name}`)).toEqual([]);
});
