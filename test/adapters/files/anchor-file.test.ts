import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAnchor } from '../../../adapters/files/anchor-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'anchor.key');
});
afterEach(() => folder.remove());

test('the first start makes an anchor key of 32 random bytes that no other user can read', async () => {
  const anchor = await loadAnchor(folder.path);
  expect(anchor).toHaveLength(32);
  expect(new Set(anchor).size).toBeGreaterThan(8);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder.path)).toEqual(['anchor.key']);
});

test('a later start gives the same anchor key and does not change the file', async () => {
  const anchor = await loadAnchor(folder.path);
  const before = statSync(file);
  expect(await loadAnchor(folder.path)).toEqual(anchor);
  expect(statSync(file)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
});

test('concurrent first starts agree on one anchor key', async () => {
  const anchors = await Promise.all(Array.from({ length: 40 }, () => loadAnchor(folder.path)));
  expect(anchors).toEqual(anchors.map(() => new Uint8Array(readFileSync(file))));
  expect(readdirSync(folder.path)).toEqual(['anchor.key']);
});

test('an anchor key that appears while another is being made is not overwritten', async () => {
  const loading = loadAnchor(folder.path);
  while (!readdirSync(folder.path).some(name => name.endsWith('.tmp')))
    await new Promise(resolve => setImmediate(resolve));
  const theirs = new Uint8Array(32).fill(7);
  writeFileSync(file, theirs, { mode: 0o600 });
  expect(await loading).toEqual(theirs);
  expect(new Uint8Array(readFileSync(file))).toEqual(theirs);
});

test('another home server has another anchor key', async () => {
  const other = temporaryFolder();
  const keys = [await loadAnchor(folder.path), await loadAnchor(other.path)];
  other.remove();
  expect(keys[0]).not.toEqual(keys[1]);
});

test.each([0, 31, 33])('an anchor key of %i bytes is refused and not changed', async length => {
  writeFileSync(file, new Uint8Array(length), { mode: 0o600 });
  await expect(loadAnchor(folder.path)).rejects.toThrow(`holds ${length} bytes instead of 32`);
  expect(readFileSync(file)).toHaveLength(length);
});

test.each([0o640, 0o604, 0o620, 0o601])(
  'an anchor key that other users can access (mode %#o) is refused',
  async mode => {
    await loadAnchor(folder.path);
    chmodSync(file, mode);
    await expect(loadAnchor(folder.path)).rejects.toThrow(`chmod 600 ${file}`);
  },
);

test('a missing anchor key beside a database is refused, and none is made', async () => {
  writeFileSync(join(folder.path, 'documents.db'), 'a database');
  await expect(loadAnchor(folder.path)).rejects.toMatchObject({
    code: 'anchor-unusable',
    message: expect.stringContaining('Put back the copy from your backup'),
  });
  expect(readdirSync(folder.path)).toEqual(['documents.db']);
});
