import { Hono, type MiddlewareHandler } from 'hono';
import { loopbackNamesOnly } from '../../simulator/server/own-page-only.ts';
import type { HomeMetrics } from '../watching/metrics.ts';

const NOT_STORED = { 'Cache-Control': 'no-store' };

/** `GET /health`: whether the server is live, and whether its database answers. It has no secrets. */
export const healthApp = (isReady: () => boolean): Hono =>
  new Hono().get('/health', c => {
    const ready = isReady();
    return c.json({ live: true, ready }, ready ? 200 : 503, NOT_STORED);
  });

/** `GET /metrics` for Prometheus. */
export const metricsApp = (metrics: HomeMetrics): Hono =>
  new Hono().get('/metrics', async c =>
    c.body(await metrics.text(), 200, { ...NOT_STORED, 'Content-Type': metrics.contentType }),
  );

/**
 * Puts routes in front of an app. They answer only requests by a loopback name: programs on this machine can call them,
 * and a web page whose name was pointed at this machine (DNS rebinding) cannot.
 */
export function openLocally(routes: Hono[], limits: readonly MiddlewareHandler[], behind: Hono): Hono {
  const open = new Hono().use(...limits, loopbackNamesOnly);
  for (const route of routes) open.route('/', route);
  return new Hono()
    .on('GET', ['/health', '/metrics'], c => open.fetch(c.req.raw, c.env))
    .all('*', c => behind.fetch(c.req.raw, c.env));
}
