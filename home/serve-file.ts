import { gzipSync } from 'node:zlib';
import type { Handler } from 'hono';
import { accepts } from 'hono/accepts';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/compress';
import type { AppFile } from '../adapters/esbuild/app-bundle.ts';

/** Answers with a file. It is compressed here, once, and not for each request. */
export function serveFile({ type, body }: AppFile): Handler {
  const plain = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const packed = new Uint8Array(gzipSync(plain, { level: 9 }));
  if (!COMPRESSIBLE_CONTENT_TYPE_REGEX.test(type) || packed.length >= plain.length)
    return c => c.body(plain, 200, { 'Content-Type': type });
  return c => {
    const encoding = accepts(c, {
      header: 'Accept-Encoding',
      supports: ['gzip'],
      default: 'identity',
      match: wanted => (wanted.some(({ type, q }) => type === 'gzip' && q > 0) ? 'gzip' : 'identity'),
    });
    const headers = { 'Content-Type': type, Vary: 'Accept-Encoding' };
    return encoding === 'gzip'
      ? c.body(packed, 200, { ...headers, 'Content-Encoding': 'gzip' })
      : c.body(plain, 200, headers);
  };
}
