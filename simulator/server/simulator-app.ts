import { Hono, type MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { AppBundle } from '../../adapters/esbuild/app-bundle.ts';
import { readViewhost } from '../../adapters/apl-viewhost/viewhost.ts';
import { byteRange } from './byte-range.ts';
import { addDeviceRoutes, type DeviceRouteParts } from './device-routes.ts';
import type { Outbox } from './outbox-mail.ts';
import { loopbackNamesOnly, ownPageOnly, refuse } from './own-page-only.ts';
import { startPage, outboxPage, screenPage } from './pages.ts';

/** What the device simulator needs. */
export type SimulatorParts = DeviceRouteParts & {
  outbox: Outbox;
  /** The page of the simulator, and its script and style, which the other pages use too. */
  bundle: AppBundle;
};

/**
 * The start page, the device simulator and the outbox page. They need a port of their own on loopback, and `behindSecret`
 * in front of them. Only their own pages and programs on this machine get an answer.
 */
export function simulatorApp(parts: SimulatorParts): Hono {
  const { outbox, bundle, clock } = parts;
  const app = new Hono();

  app.use(...pageHeaders, loopbackNamesOnly, ownPageOnly);
  app.notFound(c => refuse(c, 'not-found'));
  app.onError((_error, c) => refuse(c, 'failed'));

  app.get('/', async c => c.html(startPage(parts.links(), await parts.state(), clock())));
  app.get('/echo', c => c.html(bundle.html));
  for (const [path, text] of bundle.assets)
    app.get(`/${path}`, c =>
      c.body(text, 200, {
        'Content-Type': `text/${path.endsWith('.css') ? 'css' : 'javascript'}; charset=utf-8`,
      }),
    );

  app.get(SCREEN_PAGE, c => c.html(screenPage()));
  app.get('/viewhost.js', async c =>
    c.body(await readViewhost(), 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  );

  addDeviceRoutes(app, parts);

  app.get('/outbox', c => c.html(outboxPage()));
  app.get('/outbox/mails', async c => {
    const mails = await outbox.list();
    return c.json({ mails: mails.map(({ id, at, to, subject, text }) => ({ id, at, to, subject, text })) });
  });
  app.get('/outbox/:id/audio', async c => {
    const attached = await outbox.read(c.req.param('id'));
    if (!attached || !/^audio\/[\w.+-]+$/.test(attached.mediaType)) return refuse(c, 'no-such-mail');
    const { bytes, mediaType } = attached;
    c.header('Content-Type', mediaType);
    c.header('Accept-Ranges', 'bytes');
    const range = byteRange(c.req.header('Range'), bytes.length);
    if (!range) return c.body(new Uint8Array(bytes));
    c.header('Content-Range', `bytes ${range.from}-${range.to}/${bytes.length}`);
    return c.body(new Uint8Array(bytes.slice(range.from, range.to + 1)), 206);
  });

  return app;
}

/** The pages run their own script and nothing else; only they may use the microphone. */
const POLICY: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    mediaSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'"],
    frameSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  permissionsPolicy: { microphone: ['self'], camera: [], geolocation: [] },
};

/** The page in a frame that draws an Echo's screen. */
const SCREEN_PAGE = '/screen';

/**
 * Amazon's renderer makes functions and styles from text, so it runs in a page of its own, which may do nothing else. It
 * would load fonts from Amazon; they stay out, and the browser's own take their place.
 */
const SCREEN_POLICY: typeof POLICY = {
  ...POLICY,
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'", "'unsafe-eval'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    // Its engine, which is in the script itself.
    connectSrc: ['data:'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'self'"],
  },
  xFrameOptions: 'SAMEORIGIN',
};

const common = { referrerPolicy: 'no-referrer', strictTransportSecurity: false } as const;
const headers = secureHeaders({ ...POLICY, ...common });
const screenHeaders = secureHeaders({ ...SCREEN_POLICY, ...common });

/** The headers of every answer on this port. */
export const pageHeaders: [MiddlewareHandler, MiddlewareHandler] = [
  (c, next) => (c.req.path === SCREEN_PAGE ? screenHeaders : headers)(c, next),
  async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  },
];
