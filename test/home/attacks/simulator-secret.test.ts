import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/browser/browser-session.ts';
import { PATIENCE } from '../../support/builders/phone-client.ts';
import { askSimulator } from '../../support/home/ask-simulator.ts';
import { startTestHomeServer, type TestHomeServer } from '../../support/home/test-home-server.ts';

let at: TestHomeServer;
let browser: Browser | undefined;
let origin: string;
let secret: string;
let cookie: string;
beforeAll(async () => {
  at = await startTestHomeServer({ outbox: true });
  const { origin: found, hash, port } = new URL(at.server.addresses.start);
  [origin, secret, cookie] = [found, hash.slice(1), `second-yes-simulator-${port}`];
});
afterAll(async () => {
  await browser?.close();
  await at.stop();
});

const REQUESTS: [string, string, object?][] = [
  ['GET', '/'],
  ['GET', '/echo'],
  ['GET', '/outbox'],
  ['GET', '/echo/state'],
  ['GET', '/outbox/mails'],
  ['GET', '//outbox/mails'],
  ['GET', '/%6futbox/mails'],
  ['GET', '/metrics%2f..%2foutbox/mails'],
  ['GET', '/outbox/01JMESSAGE/audio'],
  ['GET', '/device.js'],
  ['GET', '/nothing'],
  ['POST', '/echo/say', { room: 'Kitchen', text: 'alexa, open second yes' }],
  ['POST', '/echo/silence', { room: 'Kitchen' }],
  ['POST', '/echo/replay', { room: 'Kitchen', scenario: 'portland', line: 0 }],
  ['POST', '/echo/record?room=Kitchen', {}],
];

/** What another user of this machine might send to get in. */
const GUESSES: [string, () => Record<string, string>][] = [
  ['no cookie', () => ({})],
  ['an empty cookie', () => ({ Cookie: `${cookie}=` })],
  ['a wrong secret', () => ({ Cookie: `${cookie}=${'A'.repeat(43)}` })],
  ['the secret without its last letter', () => ({ Cookie: `${cookie}=${secret.slice(0, -1)}` })],
  ['the secret under another name', () => ({ Cookie: `second-yes=${secret}` })],
  ['the secret as a bearer token', () => ({ Authorization: `Bearer ${secret}` })],
];

describe('Another user of this machine, on the port of the simulator,', () => {
  test.each(GUESSES)(
    'another user of this machine who sends %s gets no answer but how to enter',
    async (_, headers) => {
      for (const [method, path, body] of REQUESTS) {
        const answer = await fetch(origin + path, {
          method,
          headers: { ...headers(), ...(body && { 'Content-Type': 'application/json' }) },
          ...(body && { body: JSON.stringify(body) }),
        });
        expect([path, answer.status]).toEqual([path, 401]);
        expect(await answer.text()).toContain('Open the link that the home server printed');
      }
    },
  );

  test('a request with the secret gets the pages of the simulator', async () => {
    for (const path of ['/', '/echo', '/outbox', '/echo/state', '/outbox/mails', '/device.js'])
      expect((await askSimulator(at.server.addresses.start)(path)).status).toBe(200);
  });

  test.each(['/', '/echo', '/outbox'])(
    'the page %s names its icon with the secret and without, so that no browser asks for another one',
    async path => {
      for (const answer of [
        await fetch(origin + path),
        await askSimulator(at.server.addresses.start)(path),
        await fetch(`${at.origin}/phone/`),
      ])
        expect(await answer.text()).toContain('rel="icon"');
    },
  );

  test.each<[string, RequestInit]>([
    ['a wrong secret', { body: '{"secret":"x"}' }],
    ['no secret', { body: '{}' }],
    ['something that is no JSON', { body: 'secret' }],
  ])('nobody enters the simulator with %s', async (_, init) => {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`${origin}/enter`, { method: 'POST', headers, ...init });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('Set-Cookie')).toBeNull();
  });

  test('a page elsewhere cannot enter the simulator, even with the secret', async () => {
    const headers = { 'Content-Type': 'application/json', Origin: 'http://localhost:9' };
    const body = JSON.stringify({ secret });
    expect((await fetch(`${origin}/enter`, { method: 'POST', headers, body })).status).toBe(403);
  });
});

describe('The printed link', () => {
  test('the printed link opens its page in a browser, leaves no secret in its address, and no script can read the cookie', async () => {
    browser = await launchBrowser();
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(at.server.addresses.outbox);
    await page.getByRole('heading', { name: 'Outbox' }).waitFor();
    expect(page.url()).toBe(`${origin}/outbox`);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const [kept] = await page.context().cookies();
    expect(kept).toMatchObject({ name: cookie, httpOnly: true, sameSite: 'Strict', expires: -1 });
    await page.goto(at.server.addresses.start);
    await page.locator('#start').waitFor();
    expect(page.url()).toBe(`${origin}/`);
  });

  test('a browser without the secret shows how to enter', async () => {
    const page = await (await (browser as Browser).newContext()).newPage();
    await page.goto(`${origin}/`);
    await page.getByText('Open the link that the home server printed').waitFor();
  });
});
