import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser/browser-session.ts';
import { startTestHomeServer, type TestHomeServer } from '../../support/home/test-home-server.ts';
import { PATIENCE } from '../../support/builders/phone-client.ts';

let at: TestHomeServer;
let browser: Browser | undefined;
let page: Page;
let server: Server;
/** The version of the service worker that the server gives. */
let version = 1;

beforeAll(async () => {
  at = await startTestHomeServer();
  const { origin } = new URL((await at.server.pairing())?.link ?? '');
  const forward = async (asked: IncomingMessage, answer: ServerResponse) => {
    const got = await fetch(origin + (asked.url ?? '/'));
    const body = Buffer.from(await got.arrayBuffer());
    const isWorker = asked.url?.endsWith('/service-worker.js');
    answer.writeHead(got.status, { 'content-type': got.headers.get('content-type') ?? 'text/plain' });
    answer.end(isWorker ? Buffer.concat([body, Buffer.from(`\n// ${version}`)]) : body);
  };
  // Without an answer the page would wait for ever.
  server = createServer((asked, answer) => void forward(asked, answer).catch(() => answer.destroy())).listen(
    0,
  );
  browser = await launchBrowser();
  const context = await browser.newContext();
  context.setDefaultTimeout(PATIENCE);
  page = await context.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/phone/`);
  await page.evaluate(() => navigator.serviceWorker.ready);
});

afterAll(async () => {
  await browser?.close();
  server.close();
  await at.stop();
});

const workers = () =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/phone/');
    return { isActive: Boolean(registration?.active), isWaiting: Boolean(registration?.waiting) };
  });
const button = () => page.getByRole('button', { name: 'Update', exact: true });

test('the first worker is not offered as a new version', async () => {
  await page.getByRole('heading', { name: 'Pair this phone' }).waitFor();
  expect(await button().count()).toBe(0);
});

test('a new version that comes while the app is open waits until the owner wants it', async () => {
  await page.reload();
  version = 2;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/phone/'))?.update());
  await button().waitFor();
  expect(await workers()).toEqual({ isActive: true, isWaiting: true });
  await Promise.all([page.waitForEvent('load'), button().click()]);
  await page.getByRole('heading', { name: 'Pair this phone' }).waitFor();
  expect(await workers()).toEqual({ isActive: true, isWaiting: false });
  expect(await button().count()).toBe(0);
});

test('a new version that waits when the app is opened is used at once', async () => {
  version = 3;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/phone/'))?.update());
  await button().waitFor();
  await Promise.all([page.waitForEvent('load'), page.reload()]);
  await page.waitForFunction(
    async () => !(await navigator.serviceWorker.getRegistration('/phone/'))?.waiting,
  );
  await page.getByRole('heading', { name: 'Pair this phone' }).waitFor();
  expect(await button().count()).toBe(0);
});
