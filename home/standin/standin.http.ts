import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { z } from 'zod';
import interactionModel from '../../interaction-models/en-US.json' with { type: 'json' };
import { model } from '../../lambda/confidence/model.ts';
import type { Instant } from '../../lambda/household/instant.ts';
import { seconds } from '../../lambda/household/instant.ts';
import type { SkillEntry } from '../../lambda/skill.lambda.ts';
import { scenarioNamed } from '../scenarios/scenarios.ts';
import { byteRange } from './byte-range.ts';
import { type Echo, standInEcho } from './echo.ts';
import type { Outbox } from './outbox-mail.ts';
import { loopbackNamesOnly, ownPageOnly, refuse } from './own-page-only.http.ts';
import { type Addresses, homePage, outboxPage } from './pages.ts';
import { type Recorder, recordingLimits, UNCLAIMED } from './recorder.ts';
import type { StandInRoom } from './rooms.ts';

/** What the stand-ins work with. */
export type StandInParts = {
  skill: SkillEntry;
  recorder: Recorder;
  outbox: Outbox;
  rooms: readonly StandInRoom[];
  addresses: () => Promise<Addresses> | Addresses;
  clock: () => Instant;
  newId: () => string;
  /** The bundled Echo page. */
  assets: { html: string; script: string; css: string };
};

/** No sentence is longer than this; JSON, in bytes. */
const BODY_LIMIT = 64 * 1024;

const sayBody = z.strictObject({ room: z.string(), text: z.string().trim().min(1).max(20_000) });
const silenceBody = z.strictObject({ room: z.string() });
const replayBody = z.strictObject({ room: z.string(), scenario: z.string(), line: z.int().min(0).max(100) });

/** The Alexa account for which the stand-in's Echoes speak. */
const account = {
  applicationId: 'amzn1.ask.skill.second-yes-at-home',
  userId: 'amzn1.ask.account.second-yes-at-home',
};

/**
 * The stand-ins of the home host: an Echo for each room, and the outbox. Meant for a port of its own on loopback;
 * it has no login, and answers to nobody but pages of its own and programs on this machine.
 */
export function standInApp(parts: StandInParts): Hono {
  const { skill, recorder, outbox, rooms, assets, clock, newId } = parts;
  const echoes = new Map<string, Echo>(
    rooms.map(({ name, deviceId }) => [
      name,
      standInEcho({ skill, model: interactionModel, deviceId, account, clock, newId }),
    ]),
  );
  const app = new Hono();

  app.use(secureHeaders({ ...POLICY, referrerPolicy: 'no-referrer', strictTransportSecurity: false }));
  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  app.use(loopbackNamesOnly, ownPageOnly);
  app.notFound(c => refuse(c, 'not-found'));
  app.onError((_error, c) => refuse(c, 'failed'));

  app.get('/', async c => c.html(homePage(await parts.addresses())));
  app.get('/echo', c => c.html(assets.html));
  app.get('/echo.js', c => c.body(assets.script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
  app.get('/echo.css', c => c.body(assets.css, 200, { 'Content-Type': 'text/css; charset=utf-8' }));

  app.get('/echo/house', async c => {
    const { phone, outbox: mails, pairing } = await parts.addresses();
    return c.json({
      rooms: rooms.map(({ name }) => ({ name, ...echoes.get(name)?.now() })),
      bounds: model.bounds,
      links: { phone, outbox: mails, ...(pairing !== undefined && { pairing }) },
    });
  });

  const small = bodyLimit({ maxSize: BODY_LIMIT, onError: c => refuse(c, 'body-too-large') });
  app.post('/echo/say', small, async c => {
    const body = sayBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const echo = echoes.get(body.data.room);
    return echo ? answered(c, () => echo.say(body.data.text)) : refuse(c, 'no-such-room');
  });

  app.post('/echo/silence', small, async c => {
    const body = silenceBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const echo = echoes.get(body.data.room);
    return echo ? answered(c, () => echo.silence()) : refuse(c, 'no-such-room');
  });

  app.post('/echo/replay', small, async c => {
    const body = replayBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const [echo, scenario] = [echoes.get(body.data.room), scenarioNamed(body.data.scenario)];
    if (!echo) return refuse(c, 'no-such-room');
    if (!scenario) return refuse(c, 'no-such-scenario');
    return answered(c, async () => {
      const played = await echo.play(scenario, body.data.line);
      return played ? { said: played.line.said, ...played.exchange } : { over: true };
    });
  });

  const large = bodyLimit({ maxSize: recordingLimits.bytes, onError: c => refuse(c, 'recording-too-large') });
  app.post('/echo/record', large, async c => {
    const echo = echoes.get(c.req.query('room') ?? '');
    if (!echo) return refuse(c, 'no-such-room');
    if (!c.req.header('Content-Type')?.startsWith('audio/')) return refuse(c, 'wrong-content-type');
    if (echo.now().asks !== 'message') return refuse(c, 'not-asked');
    const kept = await recorder.put(new Uint8Array(await c.req.arrayBuffer()));
    if ('refused' in kept) return refuse(c, kept.refused);
    setTimeout(() => recorder.sweep(), UNCLAIMED + seconds(1)).unref();
    return answered(c, () => echo.record(kept.reference));
  });

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
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  permissionsPolicy: { microphone: ['self'], camera: [], geolocation: [] },
};

async function bodyOf(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    return undefined;
  }
}

/** What came of it, or why not; a skill that throws has not answered. */
async function answered(c: Context, work: () => Promise<object>): Promise<Response> {
  try {
    const done = await work();
    return 'refused' in done ? refuse(c, String(done.refused)) : c.json(done);
  } catch {
    return refuse(c, 'skill-failed');
  }
}
