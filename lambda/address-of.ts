import type { Context } from 'hono';
import type { LambdaEvent } from 'hono/aws-lambda';
import { networkOf } from '../adapters/network/network-of.ts';
import type { NetworkAddress } from '../services/companion/companion-parts.ts';

/**
 * Where a request of a phone came from, behind CloudFront and the HTTP API. Each of the two appends the address that it was
 * called from to `X-Forwarded-For`: the last is CloudFront's, the last but one the phone's. A caller who goes past
 * CloudFront can make up the sender, and not the socket, which API Gateway sees itself.
 */
export function addressOf(c: Context): NetworkAddress {
  const addresses = c.req
    .header('X-Forwarded-For')
    ?.split(',')
    .map(address => address.trim());
  const { event } = (c.env ?? {}) as { event?: LambdaEvent };
  const context = event?.requestContext as { http?: { sourceIp?: string } } | undefined;
  const address = addresses?.at(-2) ?? addresses?.at(-1) ?? context?.http?.sourceIp ?? '';
  const sender = networkOf(address) ?? 'unknown';
  return { sender, socket: networkOf(context?.http?.sourceIp ?? '') ?? sender };
}
