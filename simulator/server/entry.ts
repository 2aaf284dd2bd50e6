import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { z } from 'zod';
import { sha256 } from '../../core/household/bytes/sha256.ts';
import { hostOf, loopbackNamesOnly, ownPageOnly, refuse } from './own-page-only.ts';
import { ICON } from './pages.ts';
import { pageHeaders } from './simulator-app.ts';

/** The pages that somebody may open by a link. */
const PAGES = ['/', '/echo', '/outbox'];

type Parts = { secret: string; simulator: Hono; limits: readonly MiddlewareHandler[] };

/**
 * The simulator for those who have the secret of this start. The links that the home server prints carry it in their
 * fragment, which no server sees; the page that opens exchanges it for a cookie. Without it every user of this machine
 * could read the outbox and the pairing code, and speak for a room. The limits are for those without the secret, so that
 * they cannot use up the owner's.
 */
export function behindSecret({ secret, simulator, limits }: Parts): Hono {
  const isSecret = (given: string | undefined): boolean =>
    given !== undefined && sha256(given) === sha256(secret);
  const app = new Hono();
  app.use(async (c, next) =>
    isSecret(getCookie(c, cookieName(c))) ? simulator.fetch(c.req.raw, c.env) : next(),
  );
  app.use(...pageHeaders, ...limits, loopbackNamesOnly, ownPageOnly);
  app.get('/enter.js', c => c.body(SCRIPT, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
  const small = bodyLimit({ maxSize: 1024, onError: c => refuse(c, 'body-too-large') });
  app.post('/enter', small, async c => {
    const { data } = z
      .strictObject({ secret: z.string() })
      .safeParse(await c.req.json().catch(() => undefined));
    if (!isSecret(data?.secret)) return refuse(c, 'not-entered');
    setCookie(c, cookieName(c), secret, { path: '/', httpOnly: true, sameSite: 'Strict' });
    return c.json({});
  });
  for (const path of PAGES) app.get(path, c => c.html(ENTRY, 401));
  app.notFound(c => refuse(c, 'not-entered'));
  app.onError((_error, c) => refuse(c, 'failed'));
  return app;
}

/** Browsers send cookies to every port of a host, so the name tells the ports apart. */
const cookieName = (c: Context): string => `second-yes-simulator-${/:(\d+)$/.exec(hostOf(c))?.[1] ?? '80'}`;

const ENTRY = html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>Second Yes at home</title>
      ${ICON}
      <script type="module" src="/enter.js"></script>
    </head>
    <body>
      <main><p>Open the link that the home server printed when it started.</p></main>
    </body>
  </html>`;

const SCRIPT = `
const secret = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
const headers = { 'Content-Type': 'application/json' };
const entered = secret && (await fetch('/enter', { method: 'POST', headers, body: JSON.stringify({ secret }) })).ok;
if (entered) location.reload();
`;
