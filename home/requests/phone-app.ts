import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { STOP_PATH } from '../../core/household/stop-token.ts';
import { SECURITY_TXT_PATH } from '../../core/text/security-txt.ts';
import type { companionApi } from '../../services/companion/companion-api.ts';
import type { stopPages } from '../../services/companion/stop-pages.ts';
import { refuse } from '../../services/companion/requests/problem-response.ts';
import type { LogEvent } from '../../services/ports/log.ts';
import { NOTHING_LOADS, PHONE_APP_POLICY } from '../../services/companion/requests/security-policies.ts';
import { failureCode } from '../../services/storage/store-failure.ts';
import { type AppFile, NAMED_BY_DIGEST } from '../../adapters/files/app-file.ts';
import { serveFile } from './serve-file.ts';

type Parts = {
  api: ReturnType<typeof companionApi>;
  stop: ReturnType<typeof stopPages>;
  health?: Hono;
  alexa: Hono;
  /** The files of the phone app, by their paths under `/phone/`. */
  phone: ReadonlyMap<string, AppFile>;
  /** The text of `security.txt`, if the operator can be reached. */
  securityTxt?: (() => string) | undefined;
  /** Whether phones reach the server over https. Then it sends Strict-Transport-Security. */
  tls: boolean;
  log: (line: { event: LogEvent; code?: string }) => void;
};

/**
 * Everything on the main port: the phone app, its API, the skill's endpoint, the page to stop messages, and the rest.
 */
export function phoneApp({ api, stop, health, alexa, phone, securityTxt, tls, log }: Parts): Hono {
  const app = new Hono();
  const common = {
    referrerPolicy: 'no-referrer',
    strictTransportSecurity: tls && 'max-age=15552000',
  } as const;
  // `overwrite: false` keeps the headers that a nested app has set.
  app.use(
    secureHeaders({
      ...common,
      overwrite: false,
      contentSecurityPolicy: NOTHING_LOADS,
    }),
  );
  app.onError((error, c) => {
    log({ event: 'request failed', code: failureCode(error) });
    return refuse(c, { refused: 'storage-failed' });
  });
  app.get('/', c => c.redirect('/phone/'));
  app.get('/phone', c => c.redirect('/phone/'));
  if (securityTxt) app.get(SECURITY_TXT_PATH, c => c.text(securityTxt()));
  // A cached page could be older than the API. The service worker caches the page and its scripts together.
  app.use('/phone/*', async (c, next) => {
    await next();
    const forever = c.res.status < 400 && c.req.path.startsWith(`/phone/${NAMED_BY_DIGEST}`);
    c.header('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
  });
  app.use('/phone/*', secureHeaders({ ...common, contentSecurityPolicy: PHONE_APP_POLICY }));
  for (const [path, file] of phone) app.get(`/phone/${path}`, serveFile(file));
  app.route('/api', api);
  app.route(STOP_PATH, stop);
  if (health) app.route('/', health);
  app.route('/', alexa);
  return app;
}
