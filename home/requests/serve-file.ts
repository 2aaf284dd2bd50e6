import { createHash } from 'node:crypto';
import type { Context, Handler } from 'hono';
import { accepts } from 'hono/accepts';
import type { AppFile } from '../../adapters/files/app-file.ts';

/**
 * Answers with a file and its tag, in the best of the forms that it was packed in and the browser takes, or with "not
 * modified" to a browser that has it.
 */
export function serveFile({ type, body, packed = {} }: AppFile): Handler {
  const plain = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const supports = Object.keys(packed) as (keyof typeof packed)[];
  const digest = createHash('sha256').update(plain).digest('base64url');
  // It is a weak tag, because it is the same for each form.
  const headers = { 'Content-Type': type, ETag: `W/"${digest}"` };
  return c => {
    if (supports.length > 0) c.header('Vary', 'Accept-Encoding');
    if (c.req.header('If-None-Match')?.includes(`"${digest}"`))
      return c.body(null, 304, { ETag: headers.ETag });
    const encoding = bestEncoding(c, supports);
    const bytes = packed[encoding as keyof typeof packed];
    return bytes
      ? c.body(bytes, 200, { ...headers, 'Content-Encoding': encoding })
      : c.body(plain, 200, headers);
  };
}

const bestEncoding = (c: Context, supports: string[]): string =>
  accepts(c, {
    header: 'Accept-Encoding',
    supports,
    default: 'identity',
    match: wanted => supports.find(one => wanted.some(({ type, q }) => type === one && q > 0)) ?? 'identity',
  });
