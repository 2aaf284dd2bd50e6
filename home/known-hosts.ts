import { Hono } from 'hono';

/**
 * Answers requests for these origins only. A page elsewhere whose name was pointed at this server (DNS rebinding) still
 * sends its own name. `origins` may be filled later: the port is known only once the server listens.
 */
export function answerKnownHosts(app: Hono, origins: readonly string[]): Hono {
  return new Hono().all('*', c => {
    const host = (c.req.header('Host') ?? '').toLowerCase();
    const isKnown = origins.some(origin => new URL(origin).host === host);
    return isKnown
      ? app.fetch(c.req.raw, c.env)
      : c.text(
          'This server does not answer to this name. Set PUBLIC_URL to it, and let your proxy pass the Host header on.\n',
          421,
          { 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' },
        );
  });
}
