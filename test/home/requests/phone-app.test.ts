import { Hono } from 'hono';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AppFile } from '../../../adapters/files/app-file.ts';
import { alexaApp } from '../../../home/requests/alexa-endpoint.ts';
import { phoneApp } from '../../../home/requests/phone-app.ts';
import { aCompanion } from '../../support/builders/a-companion.ts';
import { aHousehold, type TestHousehold } from '../../support/builders/a-household.ts';

const script = { type: 'text/javascript; charset=utf-8', body: 'export const app = "é";' };
const bytes = (text: string) => new TextEncoder().encode(text);

const phone = new Map<string, AppFile>([
  ['', { type: 'text/html; charset=utf-8', body: '<!doctype html><title>the phone app</title>' }],
  ['assets/app-AB12.js', { ...script, packed: { br: bytes('as br'), gzip: bytes('as gzip') } }],
  ['assets/app-CD34.css', { type: 'text/css; charset=utf-8', body: '.card { color: teal }' }],
  ['service-worker.js', { type: script.type, body: 'self.skip = 1' }],
  ['manifest.webmanifest', { type: 'application/manifest+json', body: '{}' }],
  ['icons/192.png', { type: 'image/png', body: new Uint8Array([1, 2, 3]) }],
]);

const partsOf = (household: TestHousehold) => {
  const { api, stop } = aCompanion(household);
  return { api, stop };
};

let household: TestHousehold;
let app: ReturnType<typeof phoneApp>;
let lines: unknown[];

beforeEach(async () => {
  household = await aHousehold();
  lines = [];
  app = phoneApp({
    tls: false,
    ...partsOf(household),
    alexa: alexaApp({
      skill: () => Promise.reject(new Error('nobody may reach the skill here')),
      skillId: undefined,
      log: () => {},
    }),
    phone,
    log: line => lines.push(line),
  });
});

const get = async (path: string) => app.request(`http://localhost:7920${path}`);

/** Parses a content security policy as a browser does. */
function policyOf(response: Response): Record<string, string[]> {
  const header = response.headers.get('Content-Security-Policy') ?? '';
  return Object.fromEntries(
    header.split(';').map(part => {
      const [name = '', ...sources] = part.trim().split(' ');
      return [name, sources];
    }),
  );
}

describe('The household’s main port', () => {
  test.each([...phone])('the main port serves the phone app’s file "%s"', async (path, { type, body }) => {
    const response = await get(`/phone/${path}`);
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, type]);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(
      typeof body === 'string' ? bytes(body) : body,
    );
  });

  const askFor = (path: string, headers: Record<string, string>) =>
    app.request(`http://localhost:7920/phone/${path}`, { headers });

  test.each([
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['deflate, gzip;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=0', null],
    ['deflate', null],
    ['', null],
  ])('a browser that takes "%s" gets a packed file in the encoding %s', async (accepted, encoding) => {
    const response = await askFor('assets/app-AB12.js', { 'Accept-Encoding': accepted });
    expect(response.headers.get('Content-Encoding')).toBe(encoding);
    expect(await response.text()).toBe(encoding === null ? script.body : `as ${encoding}`);
    expect(response.headers.get('Vary')).toBe('Accept-Encoding');
  });

  test('a file that was not packed is sent as it is', async () => {
    const { headers } = await askFor('assets/app-CD34.css', { 'Accept-Encoding': 'br, gzip' });
    expect(headers.get('Content-Encoding')).toBeNull();
  });

  test('security.txt is served if the operator can be reached, and is not found otherwise', async () => {
    const of = (more: object) =>
      phoneApp({
        tls: false,
        ...partsOf(household),
        alexa: new Hono(),
        phone,
        log: () => {},
        ...more,
      });
    const url = 'http://localhost:7920/.well-known/security.txt';
    expect((await of({}).request(url)).status).toBe(404);
    const served = await of({ securityTxt: () => 'Contact: mailto:security@example.org\n' }).request(url);
    expect(served.headers.get('Content-Type')).toMatch(/^text\/plain; ?charset=utf-8$/i);
    expect(await served.text()).toBe('Contact: mailto:security@example.org\n');
  });

  test('browsers ask each time whether the page, its worker and its manifest have changed, and keep for ever what is named by its digest', async () => {
    for (const path of phone.keys())
      expect([path, (await askFor(path, {})).headers.get('Cache-Control')]).toEqual([
        path,
        path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ]);
    const missing = await askFor('assets/app-0000.js', {});
    expect([missing.status, missing.headers.get('Cache-Control')]).toEqual([404, 'no-cache']);
  });

  test('a browser that has a file already is told so, with the headers that the file has', async () => {
    const tag = (await askFor('', {})).headers.get('ETag') ?? '';
    const again = await askFor('', { 'If-None-Match': tag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const whole = await askFor('', {});
    for (const name of ['Content-Security-Policy', 'Cache-Control', 'Vary', 'Referrer-Policy'])
      expect([name, again.headers.get(name)]).toEqual([name, whole.headers.get(name)]);
    expect((await askFor('', { 'If-None-Match': '"another"' })).status).toBe(200);
    expect((await askFor('service-worker.js', { 'If-None-Match': tag })).status).toBe(200);
  });

  test('GET /api/household gives the household and nothing else', async () => {
    const response = await get('/api/household');
    expect(await response.json()).toEqual({ household: household.household });
    expect(response.headers.get('Cache-Control')).toBe('no-store');
  });

  test('POST /api/household gives the same household for any code, and whether one is open', async () => {
    const body = JSON.stringify({ code: 'ABCD-EFGH' });
    const response = await app.request('http://localhost:7920/api/household', { method: 'POST', body });
    expect(await response.json()).toEqual({ household: household.household, open: false });
  });

  test('the main port serves the phone’s API', async () => {
    const response = await get(`/api/households/${household.household}/messages`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'proof-missing' });
  });

  test('the main port serves the skill’s endpoint, which refuses unsigned requests', async () => {
    const response = await app.request('http://localhost:7920/alexa', { method: 'POST', body: '{}' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'signature-invalid' });
  });

  test.each(['/', '/phone'])('the path %s redirects to the phone app', async path => {
    const response = await get(path);
    expect(response.status).toBe(302);
    expect(response.headers.get('Location')).toBe('/phone/');
  });

  test('the redirect to the phone app drops the query', async () => {
    for (const path of ['/?code=ABCD-EFGH', '/phone?code=ABCD-EFGH&household=h'])
      expect((await get(path)).headers.get('Location')).toBe('/phone/');
  });

  test.each([
    '/nothing',
    '/phone/nothing',
    '/phone/app.js',
    '/phone/assets/app-AB12.js.map',
    '/phone/../home/main.ts',
    '/api/nothing',
    '/alexa',
    '/echo',
    '/outbox',
  ])('the main port serves nothing at %s', async path => {
    expect((await get(path)).status).toBe(404);
  });

  test.each(['POST', 'PUT', 'DELETE'])('the method %s is refused for a page', async method => {
    expect((await app.request('http://localhost:7920/phone/', { method })).status).toBe(404);
  });

  test('a store that cannot be read gives a problem with a code and a log line without its text', async () => {
    const broken = phoneApp({
      tls: false,
      ...partsOf(household),
      alexa: new Hono().post('/alexa', () =>
        Promise.reject(Object.assign(new Error('/data/documents.db is broken'), { name: 'SqliteError' })),
      ),
      phone,
      log: line => lines.push(line),
    });
    const response = await broken.request('http://localhost:7920/alexa', { method: 'POST' });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('"code":"storage-failed"');
    expect(lines).toEqual([{ event: 'request failed', code: 'SqliteError' }]);
  });
});

describe('The phone app’s policy', () => {
  test.each(['/phone/', '/phone/assets/app-AB12.js', '/phone/nothing'])(
    'the content security policy allows only the app’s own script and content at %s',
    async path => {
      expect(policyOf(await get(path))).toEqual({
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'media-src': ['blob:'],
        'connect-src': ["'self'"],
        'manifest-src': ["'self'"],
        'worker-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      });
    },
  );
});

describe('Every answer', () => {
  const places = () => [
    '/phone/',
    '/phone/assets/app-AB12.js',
    '/api/household',
    `/api/households/${household.household}/messages`,
    '/api/nothing',
  ];

  test('every answer forbids referrers and content sniffing', async () => {
    for (const path of places()) {
      const { headers } = await get(path);
      expect([path, headers.get('Referrer-Policy'), headers.get('X-Content-Type-Options')]).toEqual([
        path,
        'no-referrer',
        'nosniff',
      ]);
    }
  });

  test('no answer sets a cookie or allows another origin', async () => {
    for (const path of [...places(), '/', '/phone', '/nothing', '/alexa']) {
      const { headers } = await app.request(`http://localhost:7920${path}`, {
        headers: { Origin: 'https://evil.example' },
      });
      expect([path, headers.get('Set-Cookie'), headers.get('Access-Control-Allow-Origin')]).toEqual([
        path,
        null,
        null,
      ]);
    }
  });

  test('no answer of the API may be cached', async () => {
    for (const path of places().filter(one => one.startsWith('/api')))
      expect([path, (await get(path)).headers.get('Cache-Control')]).toEqual([path, 'no-store']);
  });
});
