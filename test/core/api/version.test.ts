import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { VERSION } from '../../../core/api/version.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, '..', '..', '..', name), 'utf8');

test('the program says the version of its package', () => {
  expect(VERSION).toBe((JSON.parse(read('package.json')) as { version: string }).version);
});

test('the changelog has a part for what is not released', () => {
  expect(read('CHANGELOG.md')).toMatch(/^## Unreleased$/m);
});
