import type { Context } from 'hono';
import type { LambdaEvent } from 'hono/aws-lambda';
import { networkOf } from '../adapters/network/network-of.ts';
import { sha256 } from '../core/household/bytes/sha256.ts';
import type { AddressOf } from '../services/companion/companion-parts.ts';

/** The header in which CloudFront sends its secret. Header names arrive in small letters. */
export const ORIGIN_SECRET_HEADER = 'x-second-yes-origin';

/**
 * Gives where a request of a phone came from. CloudFront and the HTTP API each append the address that they were called
 * from to `X-Forwarded-For`: the last is CloudFront's, the last but one the phone's. It is believed only with CloudFront's
 * secret. A caller who goes past CloudFront is known by the socket that API Gateway saw.
 */
export const addressBehindCloudFront =
  (secret: string): AddressOf =>
  c => {
    const socket = networkOf(socketOf(c)) ?? 'unknown';
    // Comparing digests takes as long for a wrong secret as for one that is nearly right.
    const isCloudFront = sha256(c.req.header(ORIGIN_SECRET_HEADER) ?? '') === sha256(secret);
    const forwarded = isCloudFront ? c.req.header('X-Forwarded-For')?.split(',').at(-2)?.trim() : undefined;
    return { socket, sender: networkOf(forwarded ?? '') ?? socket };
  };

function socketOf(c: Context): string {
  const { event } = (c.env ?? {}) as { event?: LambdaEvent };
  const context = event?.requestContext as { http?: { sourceIp?: string } } | undefined;
  return context?.http?.sourceIp ?? '';
}
