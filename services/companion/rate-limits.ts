import type { Context, MiddlewareHandler } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';
import { minutes } from '../../core/household/instant.ts';
import { refuse } from './problem-response.ts';

/** How many requests a minute are answered. */
export type Rates = {
  /** From one phone: an open app makes about 30. */
  phone: number;
  /** From one network address, behind which there may be several phones. */
  address: number;
  /** Attempts to pair from one network address. A pairing code allows five attempts besides. */
  pairing: number;
};

export const usualRates: Rates = { phone: 240, address: 600, pairing: 20 };

/** Refuses with 429 and `Retry-After` once more than `limit` requests of one key came within a minute. */
export const limitRate = (limit: number, keyOf: (c: Context) => string): MiddlewareHandler =>
  rateLimiter({
    windowMs: minutes(1),
    limit,
    standardHeaders: 'draft-7',
    keyGenerator: keyOf,
    handler: c => refuse(c, { refused: 'too-many-requests' }),
  });

/** The same for a key that is known only while the request is being answered. Gives the refusal, if it is one. */
export function rateLimitOfKeys(limit: number): (c: Context, key: string) => Promise<Response | undefined> {
  const keys = new WeakMap<Context, string>();
  const limiter = limitRate(limit, c => keys.get(c) ?? '');
  return async (c, key) => {
    keys.set(c, key);
    const refused = await limiter(c, async () => {});
    return refused ?? undefined;
  };
}
