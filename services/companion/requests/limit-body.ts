import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { refuse } from './problem-response.ts';

/**
 * Refuses a request whose body is longer than `most` bytes. Hono's own limit begins to read every body, and Node.js
 * then builds the whole request a second time. So it is used only if `Content-Length` is missing or too large.
 */
export function limitBody(
  most: number,
  refused: 'body-too-large' | 'recording-too-large',
): MiddlewareHandler {
  const counted = bodyLimit({ maxSize: most, onError: c => refuse(c, { refused }) });
  return async (c, next) => {
    const { method } = c.req;
    const length = c.req.header('Transfer-Encoding') === undefined && c.req.header('Content-Length');
    const isShort = typeof length === 'string' && Number(length) <= most;
    return method === 'GET' || method === 'HEAD' || isShort ? next() : counted(c, next);
  };
}
