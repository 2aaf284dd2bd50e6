import { Hono } from 'hono';
import type { Log } from '../log.ts';

/** How many characters of an unknown name are repeated. */
const LONGEST = 100;
/** How many names that are not known are logged: anybody can make up any number. */
const LOGGED = 20;

/**
 * Answers requests for these origins only. A page elsewhere whose name was pointed at this server (DNS rebinding) still
 * sends its own name. It is refused, and told the first of these origins. `origins` may be filled later: the port is
 * known only once the server listens.
 */
export function answerKnownHosts(app: Hono, origins: readonly string[], log: Log): Hono {
  const logged = new Set<string>();
  return new Hono().all('*', c => {
    const host = (c.req.header('Host') ?? '').toLowerCase();
    const isKnown = origins.some(origin => new URL(origin).host === host);
    if (isKnown) return app.fetch(c.req.raw, c.env);
    const opened = host.replace(/[^\w.:[\]-]/g, '').slice(0, LONGEST);
    if (!logged.has(opened) && logged.size < LOGGED) {
      logged.add(opened);
      log({ event: 'unknown name', opened, answersAt: origins[0] });
    }
    return c.text(
      `This server answers at ${origins[0]}, and you opened ${opened}. ` +
        'Set PUBLIC_URL to the address in your browser, and let your proxy pass the Host header on.\n',
      421,
      { 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' },
    );
  });
}
