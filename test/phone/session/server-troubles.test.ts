import { afterAll, beforeAll, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { VERSION } from '../../../core/api/version.ts';
import { type HomeServer, startHomeServer } from '../../../home/home-server.ts';
import { openAdapters } from '../../../home/open-adapters.ts';
import { goTo, launchBrowser } from '../../support/browser/browser-session.ts';
import { pairAPage } from '../../support/browser/pair-a-page.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
let server: HomeServer;
let browser: Browser | undefined;
let page: Page;

beforeAll(async () => {
  const settings = {
    host: '127.0.0.1',
    port: 0,
    simulatorPort: 0,
    dataDir: folder.path,
    trustedProxies: [],
    // Nothing listens there.
    smtpUrl: 'smtp://127.0.0.1:9',
    mailFrom: 'home@example.org',
  };
  server = await startHomeServer(settings, { ...(await openAdapters(settings)), log: () => {} });
  browser = await launchBrowser();
  page = await pairAPage(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await server.stop();
  folder.remove();
});

test('a mail server that cannot be reached is a banner on every screen', async () => {
  for (const tab of ['Waiting', 'History', 'Settings']) {
    await goTo(page, tab);
    await page.getByText('Your mail server can’t be reached').waitFor();
  }
});

test('a version that cannot be asked for leaves the page its heading and says what is wrong', async () => {
  await page.route(/\/server$/, route => route.abort());
  await goTo(page, 'Settings');
  await goTo(page, 'About');
  await page.getByText('Second Yes didn’t answer.').waitFor();
  await page.unroute(/\/server$/);
});

test('the settings show the version, and a test mail that was not sent says so', async () => {
  await goTo(page, 'Settings');
  await goTo(page, 'About');
  await page.getByText(`Second Yes ${VERSION}`).waitFor();
  await page.getByRole('button', { name: 'Send a test mail' }).click();
  await page.getByText('The mail was not sent.').waitFor();
});
