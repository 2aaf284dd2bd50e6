import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { madeOnce } from './made-once.ts';

const writes = (text: string) => async (folder: string) => writeFileSync(join(folder, 'it'), text);

test('what is asked for by one name is made once, also where two ask at the same time', async () => {
  const name = `test ${process.pid}`;
  const [one, other] = await Promise.all([madeOnce(name, writes('first')), madeOnce(name, writes('first'))]);
  expect(other).toBe(one);
  expect(await madeOnce(name, () => Promise.reject(new Error('made again')))).toBe(one);
  expect(readFileSync(join(one, 'it'), 'utf8')).toBe('first');
  rmSync(one, { recursive: true });
});

test('what cannot be made says so, and is tried again by the next that asks', async () => {
  const name = `test of a failure ${process.pid}`;
  await expect(madeOnce(name, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  const made = await madeOnce(name, writes('second'));
  expect(readFileSync(join(made, 'it'), 'utf8')).toBe('second');
  rmSync(made, { recursive: true });
});
