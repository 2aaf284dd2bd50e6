import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Addresses that only a program on this machine can come from: the proxy or tunnel that `PUBLIC_URL` speaks of. */
const OWN = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * The network address a request came from. What a proxy on this machine says of it is believed (the last entry of
 * `X-Forwarded-For`, which it added itself); what anybody else says is not.
 */
export function addressOf(c: Context): string {
  const { address = 'unknown' } = getConnInfo(c).remote;
  const forwarded = OWN.has(address) ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined;
  return forwarded || address;
}
