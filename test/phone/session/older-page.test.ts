import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { VERSION } from '../../../core/api/version.ts';
import { changeAnswers } from '../../support/browser/change-answers.ts';
import { launchBrowser } from '../../support/browser/browser-session.ts';
import { PATIENCE } from '../../support/builders/phone-client.ts';
import { until } from '../../support/until.ts';
import { startTestHomeServer, type TestHomeServer } from '../../support/home/test-home-server.ts';

let at: TestHomeServer;
let browser: Browser | undefined;
let context: BrowserContext;
let page: Page;
/** The version that the API says it has. */
let version = VERSION;
/** How often the app was loaded, and how often the messages were asked for since then. */
let [loads, looks] = [0, 0];

beforeAll(async () => {
  at = await startTestHomeServer();
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(PATIENCE);
  await changeAnswers(context, /\/messages\?/, body => {
    looks++;
    return { ...body, version };
  });
  page = await newPage();
  await page.goto((await at.server.pairing())?.link ?? '');
  await page.getByRole('button', { name: 'Pair this phone' }).click();
  await page.getByRole('button', { name: 'I have written it down' }).click();
  await looked();
});
afterAll(async () => {
  await browser?.close();
  await at.stop();
});

async function newPage(before?: Page): Promise<Page> {
  await before?.close();
  const opened = await context.newPage();
  opened.on('load', () => {
    loads++;
    looks = 0;
  });
  loads = 0;
  return opened;
}

/** Waits until the page has asked for the messages, and had time to reload. */
async function looked(): Promise<void> {
  await until(() => looks > 0);
  await page.waitForTimeout(1_000);
}
const update = () => page.getByRole('button', { name: 'Update', exact: true });

test('a page that is as new as the API does not reload itself', async () => {
  page = await newPage(page);
  await page.goto(`${at.origin}/phone/`);
  await looked();
  expect(loads).toBe(1);
});

test('a page that is older than the API reloads itself once, and not again if it is still older', async () => {
  version = '99.0.0';
  page = await newPage(page);
  await page.goto(`${at.origin}/phone/#history`);
  await until(() => loads >= 2);
  await looked();
  expect(loads).toBe(2);
  expect(page.url()).toBe(`${at.origin}/phone/#history`);
  await page.reload();
  await looked();
  expect(loads).toBe(3);
  expect(await update().count()).toBe(0);
});

test('a page that the owner has touched is not reloaded, and offers the new version', async () => {
  version = VERSION;
  page = await newPage(page);
  await page.goto(`${at.origin}/phone/#contacts`);
  await looked();
  await page.getByRole('button', { name: 'Add contact' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Grandma');
  version = '99.0.0';
  await update().waitFor();
  expect(loads).toBe(1);
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Grandma');
  await Promise.all([page.waitForEvent('load'), update().click()]);
  await looked();
  expect(loads).toBe(2);
});

test('a page that is newer than the API does not reload itself', async () => {
  version = '0.0.1';
  page = await newPage(page);
  await page.goto(`${at.origin}/phone/`);
  await looked();
  expect(loads).toBe(1);
});
