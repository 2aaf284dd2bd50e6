import { brotliCompressSync, gzipSync } from 'node:zlib';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/compress';
import type { AppFile } from '../../adapters/files/app-file.ts';

/** The file with its compressed forms, the smallest first. It is compressed as far as it goes, because that is done once. */
export function packFile(file: AppFile): AppFile {
  if (!COMPRESSIBLE_CONTENT_TYPE_REGEX.test(file.type)) return file;
  const packed = { br: brotliCompressSync(file.body), gzip: gzipSync(file.body, { level: 9 }) };
  const { length } = Buffer.from(file.body);
  const smaller = Object.entries(packed).filter(([, bytes]) => bytes.length < length);
  return {
    ...file,
    packed: Object.fromEntries(smaller.map(([encoding, bytes]) => [encoding, new Uint8Array(bytes)])),
  };
}
