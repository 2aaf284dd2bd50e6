import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import type { companionApi } from '../services/companion/companion-api.ts';
import { problem } from '../core/api/problem.ts';
import type { HouseholdId } from '../core/household/ids.ts';
import { failureCode } from '../services/storage/store-failure.ts';
import type { AppBundle, AppFile } from '../adapters/esbuild/app-bundle.ts';

type Parts = {
  /** The phone's API and `POST /alexa`, made by their own files. */
  api: ReturnType<typeof companionApi>;
  alexa: Hono;
  phone: AppBundle;
  /** What the phone app is installed with, by its path under `/phone/`. */
  install?: ReadonlyMap<string, AppFile>;
  /** Which household this house is, and whether a phone is paired: for a phone that has only typed a code. */
  house: () => Promise<{ household: HouseholdId; paired: boolean }>;
  /** Whether phones reach this house over https: then they are told never to come without. */
  tls: boolean;
  log: (line: { event: string; code?: string }) => void;
};

/** What is served on the house's main port: the phone app, its API, and the skill's endpoint. */
export function houseApp({ api, alexa, phone, install, house, tls, log }: Parts): Hono {
  const app = new Hono();
  const common = {
    referrerPolicy: 'no-referrer',
    strictTransportSecurity: tls && 'max-age=15552000',
  } as const;
  // What an app inside says of itself stands.
  app.use(
    secureHeaders({
      ...common,
      overwrite: false,
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    }),
  );
  app.onError((error, c) => {
    log({ event: 'request failed', code: failureCode(error) });
    const { status, body } = problem('storage-failed');
    return c.body(JSON.stringify(body), status as 503, { 'Content-Type': 'application/problem+json' });
  });
  app.get('/', c => c.redirect('/phone/'));
  app.get('/phone', c => c.redirect('/phone/'));
  // A browser that kept the page would show an old one beside a new API; the service worker keeps a whole one.
  app.use('/phone/*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-cache');
  });
  app.use('/phone/*', compress(), secureHeaders({ ...common, contentSecurityPolicy: POLICY }));
  app.get('/phone/', c => c.html(phone.html));
  app.get('/phone/app.js', c =>
    c.body(phone.script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/phone/:chunk{chunk-\\w+\\.js}', c => {
    const chunk = phone.chunks.get(c.req.param('chunk'));
    return chunk === undefined
      ? c.notFound()
      : c.body(chunk, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  for (const [path, { type, body }] of install ?? [])
    app.get(`/phone/${path}`, c => c.body(body, 200, { 'Content-Type': type }));
  app.get('/phone/app.css', c => c.body(phone.css, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  // The one household of this machine, whatever code was typed.
  app.on(['GET', 'POST'], '/api/house', async c =>
    c.json(await house(), 200, { 'Cache-Control': 'no-store' }),
  );
  app.route('/api', api);
  app.route('/', alexa);
  return app;
}

/** The page runs its own script and nothing else, and plays audio that it has checked itself. */
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  mediaSrc: ['blob:'],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};
