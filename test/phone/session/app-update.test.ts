import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BarePage } from '../../support/browser/bare-page.ts';
import { startTestHomeServer, type TestHomeServer } from '../../support/home/test-home-server.ts';

let at: TestHomeServer;
let page: BarePage | undefined;
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
  page = await BarePage.open(`http://localhost:${(server.address() as AddressInfo).port}/phone/`);
  await until('Boolean(navigator.serviceWorker.controller)');
});

afterAll(async () => {
  await page?.close();
  server.close();
  await at.stop();
});

const evaluate = <R>(script: string) => (page as BarePage).evaluate<R>(script);
const until = (script: string) => (page as BarePage).until(script);

const registration = `navigator.serviceWorker.getRegistration('/phone/')`;
const workers = () =>
  evaluate<object>(
    `${registration}.then(({ active, waiting }) => ({ isActive: Boolean(active), isWaiting: Boolean(waiting) }))`,
  );
/** The button of the banner, as a script. */
const button = `[...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Update')`;
const isOffered = () => evaluate<boolean>(`Boolean(${button})`);

/** Puts a new version on the server and waits until the page offers it. */
async function offer(next: number): Promise<void> {
  version = next;
  await evaluate(`${registration}.then(found => found.update()).then(() => {})`);
  await until(`Boolean(${button})`);
}

/** Does something in the page, and waits until the page has loaded again. */
async function loadedAgain(does: () => Promise<unknown>): Promise<void> {
  await evaluate('globalThis.isOld = true');
  await does();
  await until('!globalThis.isOld');
  await isOpen();
}

const reload = () => evaluate('location.reload()');
const isOpen = () => until(`document.querySelector('h1')?.textContent === 'Pair this phone'`);

test('the first worker is not offered as a new version', async () => {
  await isOpen();
  expect(await isOffered()).toBe(false);
});

test('a new version that comes while the app is open waits until the owner wants it', async () => {
  await loadedAgain(reload);
  await offer(2);
  expect(await workers()).toEqual({ isActive: true, isWaiting: true });
  await loadedAgain(() => (page as BarePage).click(button));
  expect(await workers()).toEqual({ isActive: true, isWaiting: false });
  expect(await isOffered()).toBe(false);
});

test('a new version that waits when the app is opened is used at once', async () => {
  await offer(3);
  await loadedAgain(reload);
  await until(`${registration}.then(({ waiting }) => !waiting)`);
  await isOpen();
  expect(await isOffered()).toBe(false);
});
