import type { Context, MiddlewareHandler } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';
import { minutes } from '../../core/household/instant.ts';
import { type Env, refuse } from './companion-env.ts';

/** How many requests a minute are answered. */
export type Rates = {
  /** From one phone: an app that is open asks about 30 times. */
  phone: number;
  /** From one address, behind which there may be several phones. */
  address: number;
  /** Tries to pair from one address; the code has its own five. */
  pairing: number;
};

export const usualRates: Rates = { phone: 240, address: 600, pairing: 20 };

/** Answers 429 with `Retry-After` once `keyOf` has asked more than `limit` times in a minute. */
export const atMost = (limit: number, keyOf: (c: Context<Env>) => string): MiddlewareHandler<Env> =>
  rateLimiter<Env>({
    windowMs: minutes(1),
    limit,
    standardHeaders: 'draft-7',
    keyGenerator: keyOf,
    handler: c => refuse(c, 'too-many-requests'),
  });
