import { type Duration, type Instant, seconds } from '../../core/household/instant.ts';

/**
 * How long `Retry-After` asks to wait: it is a number of seconds or a date (RFC 9110 §10.2.3). Undefined for anything
 * else.
 */
export function waitOf(retryAfter: string, now: Instant): Duration | undefined {
  if (/^\d{1,9}$/.test(retryAfter)) return seconds(Number(retryAfter));
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
