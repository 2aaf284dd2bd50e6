import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { packFile } from '../../../infra/build/pack-file.ts';

const text = '.card { color: teal }'.repeat(20);

test('a text is packed in both forms that browsers take, and can be unpacked', () => {
  const { packed, ...file } = packFile({ type: 'text/css; charset=utf-8', body: text });
  expect(file).toEqual({ type: 'text/css; charset=utf-8', body: text });
  expect(String(brotliDecompressSync(packed?.br ?? ''))).toBe(text);
  expect(String(gunzipSync(packed?.gzip ?? ''))).toBe(text);
  expect(Object.keys(packed ?? {})).toEqual(['br', 'gzip']);
});

test.each([
  ['an image', { type: 'image/png', body: new Uint8Array(500) }],
  ['a text that packing would make longer', { type: 'text/css; charset=utf-8', body: 'p{}' }],
])('%s stays as it is', (_, file) => {
  expect(Object.keys(packFile(file).packed ?? {})).toEqual([]);
});
