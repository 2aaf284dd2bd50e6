import type { Context, MiddlewareHandler } from 'hono';
import { rateLimiter, type Store } from 'hono-rate-limiter';
import { minutes } from '../../../core/household/instant.ts';
import type { AddressOf } from '../companion-parts.ts';
import { refuse } from './problem-response.ts';

/** How many requests a minute are answered. */
export type Rates = {
  /** From one phone: an open app makes about 30. */
  phone: number;
  /** From one network address, behind which there may be several phones. */
  address: number;
  /** Attempts to pair from one network address. A pairing code allows five of them. */
  pairing: number;
  /** Requests for the page to stop messages from one network address, which may be that of a large mail program. */
  stop: number;
};

/**
 * A proxy may send this many times the limit of one address. It has a limit of its own, because its clients may make up
 * the addresses that it names.
 */
const BEHIND_PROXY = 10;

export const usualRates: Rates = { phone: 240, address: 600, pairing: 20, stop: 60 };

/** Refuses with 429 and `Retry-After` once more than `limit` requests of one key came within a minute. */
export const limitRate = (limit: number, keyOf: (c: Context) => string): MiddlewareHandler =>
  rateLimiter({
    windowMs: minutes(1),
    limit,
    store: countsOfSome(),
    standardHeaders: 'draft-7',
    keyGenerator: keyOf,
    handler: c => refuse(c, { refused: 'too-many-requests' }),
  });

/** The limits by address: of the sender, and of the other end of the connection, which a proxy may be. */
export const addressLimits = (limit: number, addressOf: AddressOf): MiddlewareHandler[] => [
  limitRate(limit * BEHIND_PROXY, c => addressOf(c).socket),
  limitRate(limit, c => addressOf(c).sender),
];

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

/** How many keys are counted at the same time. */
const KEYS = 10_000;

type Count = { totalHits: number; resetTime: Date };

/** Counts in memory, by key. The count that began longest ago is forgotten first, so that the memory is bounded. */
function countsOfSome(): Store {
  const counts = new Map<string, Count>();
  let window = 0;
  const start = (key: string): Count => {
    const count = { totalHits: 0, resetTime: new Date(Date.now() + window) };
    counts.delete(key);
    counts.set(key, count);
    const [oldest] = counts.keys();
    if (counts.size > KEYS && oldest !== undefined) counts.delete(oldest);
    return count;
  };
  const current = (key: string): Count | undefined => {
    const count = counts.get(key);
    const left = count ? count.resetTime.getTime() - Date.now() : 0;
    // After the clock was set back, the end of the window would be too far ahead.
    return left > 0 && left <= window ? count : undefined;
  };
  return {
    init: ({ windowMs }) => void (window = windowMs),
    get: current,
    increment(key) {
      const count = current(key) ?? start(key);
      count.totalHits++;
      return count;
    },
    decrement(key) {
      const count = current(key);
      if (count) count.totalHits--;
    },
    resetKey: key => void counts.delete(key),
  };
}
