import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { SECURITY_TXT_PATH } from '../core/text/security-txt.ts';
import type { companionApi } from '../services/companion/companion-api.ts';
import { refuse } from '../services/companion/problem-response.ts';
import { failureCode } from '../services/storage/store-failure.ts';
import type { AppBundle, AppFile } from '../adapters/esbuild/app-bundle.ts';
import { serveFile } from './serve-file.ts';

type Parts = {
  api: ReturnType<typeof companionApi>;
  health?: Hono;
  alexa: Hono;
  phone: AppBundle;
  /** The manifest, icons and service worker, by their paths under `/phone/`. */
  install?: ReadonlyMap<string, AppFile>;
  /** The text of `security.txt`, if the operator can be reached. */
  securityTxt?: (() => string) | undefined;
  /** Whether phones reach the server over https. Then it sends Strict-Transport-Security. */
  tls: boolean;
  log: (line: { event: string; code?: string }) => void;
};

/** Everything on the main port: the phone app, its API, and the skill's endpoint. */
export function phoneApp({ api, health, alexa, phone, install, securityTxt, tls, log }: Parts): Hono {
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
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    }),
  );
  app.onError((error, c) => {
    log({ event: 'request failed', code: failureCode(error) });
    return refuse(c, { refused: 'storage-failed' });
  });
  app.get('/', c => c.redirect('/phone/'));
  app.get('/phone', c => c.redirect('/phone/'));
  if (securityTxt) app.get(SECURITY_TXT_PATH, c => c.text(securityTxt()));
  // A cached page could be older than the API. The service worker caches the page and its script together.
  app.use('/phone/*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-cache');
  });
  app.use('/phone/*', secureHeaders({ ...common, contentSecurityPolicy: POLICY }));
  const files: [string, AppFile][] = [
    ['', { type: 'text/html; charset=utf-8', body: phone.html }],
    ['app.css', { type: 'text/css; charset=utf-8', body: phone.css }],
    ...[['app.js', phone.script] as const, ...phone.chunks].map(([path, body]): [string, AppFile] => [
      path,
      { type: 'text/javascript; charset=utf-8', body },
    ]),
    ...(install ?? []),
  ];
  for (const [path, file] of files) app.get(`/phone/${path}`, serveFile(file));
  app.route('/api', api);
  if (health) app.route('/', health);
  app.route('/', alexa);
  return app;
}

/** The page runs only its own script. It plays audio from blobs, because it verifies a recording before it plays it. */
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
