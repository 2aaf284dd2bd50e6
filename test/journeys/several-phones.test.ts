import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { goTo, launchBrowser, lookingOften } from '../support/browser/browser-session.ts';
import { startTestHomeServer, type TestHomeServer } from '../support/home/test-home-server.ts';
import { PATIENCE } from '../support/builders/phone-client.ts';

let at: TestHomeServer;
let browser: Browser | undefined;
/** Two phones with separate storage: Ben's is the first, Sara's the second. */
let ben: Page;
let sara: Page;
/** The script errors of the pages. */
const complaints: string[] = [];

beforeAll(async () => {
  at = await startTestHomeServer();
  browser = await launchBrowser();
  ben = await aPage(browser);
  sara = await aPage(browser);
});

afterAll(async () => {
  await browser?.close();
  await at.stop();
});

async function aPage(of: Browser): Promise<Page> {
  const context = await of.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(PATIENCE);
  await lookingOften(context);
  context.on('weberror', error => complaints.push(error.error().message));
  return context.newPage();
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const panel = () => ben.getByRole('group', { name: 'Add a phone' });
const phones = (page: Page) => page.getByRole('region', { name: 'Phones' }).getByRole('listitem');
const cards = (page: Page) => page.getByRole('article', { name: /^Message for/ });
/** The number that is shown, as `123 456`. */
async function numberOn(page: Page, text: RegExp): Promise<string> {
  const shown = (await page.getByText(text).first().textContent()) ?? '';
  return /\d{3} \d{3}/.exec(shown)?.[0] ?? `none in “${shown}”`;
}

async function holdOne(): Promise<void> {
  await at.say('alexa, tell second yes to send a message to anna');
  expect((await at.say('dinner is at seven')).spoken.say).toContain("I'm holding it");
}

describe('Several phones of one household', () => {
  test('the first phone pairs by its link and adds a contact', async () => {
    const offer = await at.server.pairing();
    await ben.goto(offer?.link ?? '');
    await ben.getByLabel('Name of this phone').fill('Ben’s phone');
    await press(ben, 'Pair this phone');
    await press(ben, 'I have written it down');
    await goTo(ben, 'Contacts');
    await press(ben, 'Add contact');
    await ben.getByLabel('Name', { exact: true }).fill('Anna');
    await ben.getByLabel('Email address').fill('anna@example.org');
    await press(ben, 'Save');
    await ben.getByText('Anna saved.').waitFor();
  });

  test('the last phone cannot be removed', async () => {
    await goTo(ben, 'Settings');
    await ben.getByRole('button', { name: 'Rename Ben’s phone' }).waitFor();
    expect(await ben.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
  });

  test('a second phone opens the link of the first, and is added once both show the same number', async () => {
    await press(ben, 'Add a phone');
    await panel().getByRole('img', { name: 'QR code of the link for the new phone' }).waitFor();
    await panel().getByText('Show the link').click();
    const link = await panel()
      .getByText(/#code=/)
      .textContent();
    expect(link).toMatch(/#code=[0-9A-Z]{4}-[0-9A-Z]{4}&household=[^&]+&firstLink=[\w-]{43}$/);
    await sara.goto(link ?? '');
    await sara.getByLabel('Name of this phone').fill('Sara’s phone');
    await press(sara, 'Pair this phone');

    const onSara = await numberOn(sara, /^\d{3} \d{3}$/);
    const onBen = await numberOn(ben, /Does it show/);
    expect(onBen).toBe(onSara);
    expect(await phones(ben).count()).toBe(1);

    await press(ben, 'Add it');
    await ben.getByText('Sara’s phone added.').waitFor();
    await goTo(sara, 'Settings');
    await expectPhones(sara, ['Ben’s phone', 'Sara’s phone']);
    await expectPhones(ben, ['Ben’s phone', 'Sara’s phone']);
    expect(await phones(sara).filter({ hasText: 'this phone' }).textContent()).toContain('Sara’s phone');
  });

  test('the first phone shows that the second released a message', async () => {
    await holdOne();
    await goTo(ben, 'Waiting');
    await goTo(sara, 'Waiting');
    await ben.getByRole('button', { name: 'Send it' }).waitFor();
    await sara.getByRole('button', { name: 'Play' }).click();
    await sara.getByRole('button', { name: 'Send it' }).click();
    await cards(ben)
      .first()
      .getByText(/^Sara’s phone approved it\./)
      .waitFor();
    expect(await ben.getByRole('button', { name: 'Send it' }).count()).toBe(0);
  });

  test('the first phone renames the second', async () => {
    await goTo(ben, 'Settings');
    await press(ben, 'Rename Sara’s phone');
    await ben.getByLabel('Name of this phone').fill('Tablet');
    await press(ben, 'Save');
    await expectPhones(ben, ['Ben’s phone', 'Tablet']);
  });

  test('a second phone that the first removes shows nothing and does nothing more', async () => {
    await holdOne();
    await sara.getByRole('button', { name: 'Send it' }).waitFor();
    await press(ben, 'Remove Tablet');
    await ben.getByText('Remove Tablet? It won’t be able to read or send messages.').waitFor();
    await press(ben, 'Remove');
    await expectPhones(ben, ['Ben’s phone']);

    await sara.getByText(/removed this phone/).waitFor();
    expect(await cards(sara).count()).toBe(0);
    await sara.goto(`${at.origin}/phone/#contacts`);
    await sara.reload();
    await sara.getByText(/removed this phone/).waitFor();
    expect(await sara.getByText('anna@example.org').count()).toBe(0);
    expect(await cards(sara).count()).toBe(0);
    expect(await sara.getByRole('navigation').count()).toBe(0);
    expect(await sara.getByRole('heading').allTextContents()).toEqual(['Not paired any more']);
    expect(await sara.getByRole('button').allTextContents()).toEqual(['Pair again']);
  });

  test('the answers of a removed phone keep its name in the history', async () => {
    await goTo(ben, 'History');
    const entry = cards(ben).filter({ hasNotText: 'Waiting' });
    await entry.getByRole('button', { expanded: false }).click();
    await entry.getByText('Tablet approved it.').waitFor();
    await entry.getByText('What happened').click();
    await entry.getByText('Approved by Tablet').waitFor();
  });

  test('a removed phone pairs again with a typed code, and removing itself leads back to the pairing screen', async () => {
    await press(sara, 'Pair again');
    await goTo(ben, 'Settings');
    await press(ben, 'Add a phone');
    await sara.getByLabel('Pairing code').fill(
      (await panel()
        .getByText(/^\w{4}-\w{4}$/)
        .textContent()) ?? '',
    );
    await sara.getByLabel('Name of this phone').fill('Sara’s phone');
    await press(sara, 'Pair this phone');
    expect(await numberOn(ben, /Does it show/)).toBe(await numberOn(sara, /^\d{3} \d{3}$/));
    await press(ben, 'Add it');

    await goTo(sara, 'Settings');
    await press(sara, 'Remove Sara’s phone');
    await sara.getByText(/its key is deleted/).waitFor();
    await press(sara, 'Remove');
    await sara.getByRole('heading', { name: 'Pair this phone' }).waitFor();
    await expectPhones(ben, ['Ben’s phone']);
  });

  test('no page of several phones reports an error', () => {
    expect(complaints).toEqual([]);
  });
});

async function expectPhones(page: Page, named: string[]): Promise<void> {
  for (const name of named) await phones(page).filter({ hasText: name }).waitFor();
  await phones(page).nth(named.length).waitFor({ state: 'detached' });
}
