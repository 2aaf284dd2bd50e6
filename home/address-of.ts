import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Loopback addresses. A request from there comes from a program on this machine, such as the proxy of `PUBLIC_URL`. */
const OWN = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * The network address that a request came from. If the request comes from a proxy on this machine, it is the last entry
 * of `X-Forwarded-For`, which that proxy added. From any other sender the header is ignored.
 */
export function addressOf(c: Context): string {
  const { address = 'unknown' } = getConnInfo(c).remote;
  const forwarded = OWN.has(address) ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined;
  return forwarded || address;
}
