import type { Context } from 'hono';
import type { LambdaEvent } from 'hono/aws-lambda';

/**
 * The network address of a phone behind CloudFront and the HTTP API: each writes down who asked it, so the last is
 * CloudFront and the one before it the phone. Who asks the API itself can write what he likes there; the limits by
 * address hold off no more than haste, and a pairing code has its own few tries.
 */
export function addressOf(c: Context): string {
  const asked = c.req
    .header('X-Forwarded-For')
    ?.split(',')
    .map(one => one.trim());
  const { event } = (c.env ?? {}) as { event?: LambdaEvent };
  const context = event?.requestContext as { http?: { sourceIp?: string } } | undefined;
  return asked?.at(-2) ?? asked?.at(-1) ?? context?.http?.sourceIp ?? 'unknown';
}
