import { Hono } from 'hono';
import type { AddressOf } from '../../services/companion/companion-parts.ts';
import type { Log } from '../log.ts';
import type { HomeMetrics } from '../watching/metrics.ts';

/** An attempt to pair: `POST /api/households/<id>/pair`. */
const PAIRING = /^\/api\/households\/[^/]+\/pair$/;
/** Refusals of which one line a minute is logged: anybody can cause any number of them. */
const COUNTED = [401, 429];

/**
 * Counts the answers of an app by status, and logs each refused attempt to pair with the address that it came from, so
 * that a program such as fail2ban can act on it. `report` logs how many 401 and 429 there were since it was last called.
 */
export function watchRequests(
  app: Hono,
  { metrics, log, addressOf }: { metrics: HomeMetrics; log: Log; addressOf: AddressOf },
): { app: Hono; report: () => void } {
  const counts = new Map<number, number>();
  return {
    app: new Hono().all('*', async c => {
      const response = await app.fetch(c.req.raw, c.env);
      const { status } = response;
      metrics.request(status);
      if (COUNTED.includes(status)) counts.set(status, (counts.get(status) ?? 0) + 1);
      if (status >= 400 && c.req.method === 'POST' && PAIRING.test(c.req.path))
        log({ event: 'pairing refused', status, address: addressOf(c).sender });
      return response;
    }),
    report() {
      for (const [status, count] of counts) log({ event: 'requests refused', status, count });
      counts.clear();
    },
  };
}
