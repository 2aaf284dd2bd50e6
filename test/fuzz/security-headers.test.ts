import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Hono } from 'hono';
import { alexaApp } from '../../home/requests/alexa-endpoint.ts';
import { phoneApp } from '../../home/requests/phone-app.ts';
import { aSimulator } from '../simulator/a-simulator.ts';
import type { TestHousehold } from '../support/builders/a-household.ts';
import { aCompanion, origin } from '../support/builders/a-companion.ts';
import { asSent, examplesFor, nameOf, routesOf } from './api-examples.ts';
import { templatesFor } from './simulator.ts';
import { aWorld, now, own, storesOf, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await aWorld();
});

async function aHomeApp({ tls = false } = {}) {
  const clock = { now: () => now, pass: () => now };
  const household: TestHousehold = { household: own, ...(await storesOf(world)), clock, phone: world.phone };
  const { api, stop } = aCompanion(household);
  const app = phoneApp({
    api,
    stop,
    alexa: alexaApp({ skill: () => Promise.reject(new Error()), skillId: undefined, log: () => {} }),
    phone: new Map([
      ['', { type: 'text/html; charset=utf-8', body: '<!doctype html><title>the phone app</title>' }],
      ['assets/app-1.js', { type: 'text/javascript; charset=utf-8', body: '1' }],
    ]),
    tls,
    log: () => {},
  });
  return { api, app };
}

/** An answer, by what was asked. */
type Answer = [string, Response];

/** Every route of an app, asked without a proof and with a parameter that means nothing. */
const answersOf = (app: Hono, host: string): Promise<Answer[]> =>
  Promise.all(
    routesOf(app).map(async (route): Promise<Answer> => {
      const path = route.path.replace(/:\w+/g, 'x');
      const headers = { 'Content-Type': 'application/json' };
      const init = route.method === 'GET' ? {} : { body: '{}', headers };
      return [nameOf(route), await app.request(host + path, { method: route.method, ...init })];
    }),
  );

/** Every route of the API, asked so that it answers. */
async function apiAnswers(): Promise<Answer[]> {
  const examples = await examplesFor((await aHomeApp()).api, world);
  return Promise.all(
    examples.map(async (example): Promise<Answer> => {
      const { route, method, path, by } = example;
      const { api } = await aHomeApp();
      const sent = asSent(example);
      const proof = await by.prove(sent, now);
      const bodied = method === 'GET' ? {} : { body: new Uint8Array(sent.body) };
      return [
        `${route}, proven`,
        await api.request(origin + path, { method, headers: { DPoP: proof }, ...bodied }),
      ];
    }),
  );
}

const isPage = (response: Response) => response.headers.get('Content-Type')?.startsWith('text/html') ?? false;

/** Ways to the app and the app itself, which say nothing of the household; and what answers POSTs only. */
const CACHEABLE = /^(GET \/|GET \/phone.*|POST \/alexa)$/;

async function answers(): Promise<Answer[]> {
  const household = await answersOf((await aHomeApp()).app, origin);
  const { app } = await aSimulator();
  const simulatorAnswers = await answersOf(app, 'http://localhost:7921');
  return [
    ...household,
    ...simulatorAnswers.map(([name, answer]): Answer => [`simulator: ${name}`, answer]),
    ...(await apiAnswers()),
  ];
}

/** Amazon's renderer needs more than our own pages. */
const SCREEN = 'simulator: GET /screen';

describe('Every page and every answer of the API', () => {
  test('these tests look at every route of the household and of the simulator', async () => {
    const seen = (await answers()).map(([name]) => name);
    const { app, api } = await aHomeApp();
    const simulator = (await aSimulator()).app;
    expect(seen).toEqual(
      expect.arrayContaining([
        ...routesOf(app).map(nameOf),
        ...routesOf(api).map(route => `${nameOf(route)}, proven`),
        ...templatesFor(simulator).map(({ route }) => `simulator: ${route}`),
      ]),
    );
    const pages = (await answers()).filter(([, answer]) => isPage(answer)).map(([name]) => name);
    expect(pages).toEqual([
      'GET /phone/',
      'GET /stop/:token',
      'POST /stop/:token',
      'simulator: GET /',
      'simulator: GET /echo',
      SCREEN,
      'simulator: GET /outbox',
    ]);
    const well = (await answers()).filter(([name, { ok }]) => name.endsWith(', proven') && !ok);
    expect(well).toEqual([]);
  });

  test('every answer tells no referrer, has its type believed, and is no window’s opener', async () => {
    for (const [name, { headers }] of await answers())
      expect([
        name,
        headers.get('Referrer-Policy'),
        headers.get('X-Content-Type-Options'),
        headers.get('Cross-Origin-Opener-Policy'),
        headers.get('Cross-Origin-Resource-Policy'),
      ]).toEqual([name, 'no-referrer', 'nosniff', 'same-origin', 'same-origin']);
  });

  test('every answer has a policy: nothing runs but its own script, and no page frames it', async () => {
    for (const [name, { headers }] of await answers()) {
      if (name === SCREEN) continue;
      const policy = headers.get('Content-Security-Policy') ?? '';
      expect([name, policy]).toEqual([name, expect.stringMatching(/(^|; )default-src 'none'(;|$)/)]);
      expect([name, policy]).toEqual([name, expect.stringMatching(/(^|; )frame-ancestors 'none'(;|$)/)]);
      expect([name, policy]).not.toEqual([name, expect.stringMatching(/unsafe|\*|https?:/)]);
    }
  });

  test('the page that draws an Echo’s screen may evaluate, and be framed by the simulator’s own pages', async () => {
    const policies = (await answers()).filter(([name]) => name === SCREEN);
    expect(policies.map(([, { headers }]) => headers.get('Content-Security-Policy'))).toEqual([
      "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    ]);
  });

  test('no cache keeps an answer that is about the household', async () => {
    for (const [name, { headers }] of await answers())
      if (!CACHEABLE.test(name)) expect([name, headers.get('Cache-Control')]).toEqual([name, 'no-store']);
  });

  test('every answer asks for https ever after where the household is reached over https, and only there', async () => {
    for (const tls of [true, false]) {
      const { app } = await aHomeApp({ tls });
      for (const path of ['/', '/phone/', '/phone/assets/app-1.js', '/api/household', '/stop/x', '/nowhere'])
        expect([path, (await app.request(origin + path)).headers.get('Strict-Transport-Security')]).toEqual([
          path,
          tls ? 'max-age=15552000' : null,
        ]);
    }
  });

  test('no answer sets a cookie or opens itself to another origin', async () => {
    for (const [name, { headers }] of await answers())
      expect([name, headers.get('Set-Cookie'), headers.get('Access-Control-Allow-Origin')]).toEqual([
        name,
        null,
        null,
      ]);
  });
});
