import type { Browser, Page } from 'playwright-core';
import type { HomeServer } from '../../../home/home-server.ts';
import { PATIENCE } from '../builders/phone-client.ts';
import { startTestHomeServer, type TestHomeServer } from '../home/test-home-server.ts';
import { launchBrowser } from './browser-session.ts';

/** A home server, and a page of its phone app. */
export type PhonePage = { at: TestHomeServer; page: Page; stop: () => Promise<void> };

/** Starts a home server with these options, and opens the link that it shows on a page as wide as a phone. */
export async function startPairingPage(
  options?: Parameters<typeof startTestHomeServer>[0],
): Promise<PhonePage> {
  const at = await startTestHomeServer(options);
  const browser = await launchBrowser();
  const page = await openPairing(browser, at.server);
  return {
    at,
    page,
    async stop() {
      await browser.close();
      await at.stop();
    },
  };
}

/** Starts a home server with these options, and a page that is paired with it. */
export async function startPairedPage(
  options?: Parameters<typeof startTestHomeServer>[0],
): Promise<PhonePage> {
  const started = await startPairingPage(options);
  await pair(started.page);
  return started;
}

/** Opens a page as wide as a phone, and pairs it by the link that the server shows. */
export async function pairAPage(browser: Browser, server: Pick<HomeServer, 'pairing'>): Promise<Page> {
  const page = await openPairing(browser, server);
  await pair(page);
  return page;
}

async function openPairing(browser: Browser, server: Pick<HomeServer, 'pairing'>): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  await page.goto((await server.pairing())?.link ?? '');
  await page.getByRole('button', { name: 'Pair this phone' }).first().waitFor();
  return page;
}

async function pair(page: Page): Promise<void> {
  for (const name of ['Pair this phone', 'I have written it down'])
    await page.getByRole('button', { name, exact: true }).first().click();
}
