import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { goTo, launchBrowser } from '../support/browser/browser-session.ts';
import { startTestHomeServer, type TestHomeServer } from '../support/home/test-home-server.ts';
import { PATIENCE } from '../support/builders/phone-client.ts';

let at: TestHomeServer;
let browser: Browser | undefined;
let page: Page;
let link: string;

/** Answers the browser's question about notifications, as an owner does or a browser that hides the question. */
const answering = (permission: string) => `
  Object.defineProperty(Notification, 'permission', { configurable: true, get: () => globalThis.answered ?? 'default' });
  Notification.requestPermission = async () => (globalThis.answered = ${JSON.stringify(permission)});`;

beforeAll(async () => {
  at = await startTestHomeServer();
  browser = await launchBrowser();
  page = await aPage();
  await page.addInitScript(answering('denied'));
  await page.addInitScript(`
    globalThis.asked = 0;
    StorageManager.prototype.persist = async () => (globalThis.asked++, true);`);
  link = (await at.server.pairing())?.link ?? '';
  await page.goto(link);
});

afterAll(async () => {
  await browser?.close();
  await at.stop();
});

async function aPage(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await (browser as Browser).newContext({
    viewport: { width: 390, height: 844 },
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  return context.newPage();
}

const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();

describe('The first days of a household', () => {
  test('an iPhone shows numbered steps to the home screen, first of them the code to write down', async () => {
    const iPhone = await aPage({ userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)' });
    await iPhone.goto(link);
    const steps = iPhone.getByRole('listitem');
    const [code] = /\w{4}-\w{4}/.exec(link) ?? [];
    await steps.getByText(`Write down the code ${code}.`).waitFor();
    expect(await iPhone.locator('ol.steps').evaluate(list => getComputedStyle(list).listStyleType)).toBe(
      'decimal',
    );
    await iPhone.context().close();
  });

  test('pairing asks the browser to keep its storage', async () => {
    await page.getByRole('button', { name: 'Pair this phone' }).waitFor();
    expect(await page.getByText('This link was used').count()).toBe(0);
    await press('Pair this phone');
    await press('I have written it down');
    expect(await page.evaluate('asked')).toBe(1);
  });

  test('a link that was used is said to be used as soon as it is opened', async () => {
    const other = await aPage();
    await other.goto(link);
    await other.getByText('This link was used or has expired. Get a new one.').waitFor();
    await other.context().close();
  });

  test('after the first contact, the sentence to say to the Echo is shown, and it works', async () => {
    await goTo(page, 'Contacts');
    await press('Add contact');
    await page.getByLabel('Name', { exact: true }).fill('Anna');
    await page.getByLabel('Email address').fill('anna@example.org');
    await press('Save');
    const card = page.getByRole('region', { name: 'Send your first message' });
    const sentence = (await card.getByText(/^“Alexa/).textContent()) ?? '';
    expect(sentence).toBe('“Alexa, tell Second Yes to send a message to Anna.”');
    const { spoken } = await at.say(sentence.replace(/[“”]/g, ''));
    expect(spoken.say).toContain('message');
  });

  test('notifications that the browser refuses are said to be refused, beside the switch', async () => {
    await press('Turn on notifications');
    await page.getByText(/Notifications are blocked/).waitFor();
    expect(await page.getByRole('button', { name: 'Turn on notifications' }).count()).toBe(0);
  });

  test('another phone is invited by a QR code of the link, which fits on the screen', async () => {
    await goTo(page, 'Settings');
    await press('Add a phone');
    const picture = page.getByRole('img', { name: 'QR code of the link for the new phone' });
    await picture.waitFor();
    const box = await picture.boundingBox();
    expect(box?.width).toBeGreaterThan(200);
    expect(box?.width).toBe(box?.height);
    await page.getByRole('button', { name: 'Copy the link' }).waitFor();
    expect(await page.getByText(/#code=/).isVisible()).toBe(false);
  });
});
