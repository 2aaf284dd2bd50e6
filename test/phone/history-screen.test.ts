import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { hours } from '../../core/household/instant.ts';
import { launchBrowser } from '../support/browser/browser-session.ts';
import { startTestHomeServer, type TestHomeServer } from '../support/home/test-home-server.ts';
import { PATIENCE } from '../support/builders/phone-client.ts';

let at: TestHomeServer;
let browser: Browser | undefined;
let page: Page;

const NAMES = ['Anna', 'Peter', 'Oscar', 'Mark', 'Zoe', 'Ben', 'Grandma', 'Hannah'];

beforeAll(async () => {
  at = await startTestHomeServer();
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(PATIENCE);
  page = await context.newPage();
  await page.goto((await at.server.pairing())?.link ?? '');
  await press('Pair this phone');
  await press('I have written it down');
  await tab('Contacts');
  for (const name of NAMES) {
    await press('Add contact');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Email address').fill(`${name}@example.org`);
    await press('Save');
    await page.getByText(`${name} saved.`).waitFor();
  }
  await hold('oscar', 'good night');
  at.pass(hours(25));
  await hold('anna', 'dinner is at seven');
  await tab('History');
});

afterAll(async () => {
  await browser?.close();
  await at.stop();
});

const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
const tab = (name: string) => page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
const rowOf = (name: string) => page.getByRole('article', { name: `Message for ${name}` });

async function hold(who: string, what: string): Promise<void> {
  await at.say(`alexa, tell second yes to send a message to ${who}`);
  await at.say(what);
}

describe('the History screen', () => {
  test('messages stand under their day, each on one line with its first words while they are kept', async () => {
    await rowOf('Anna').getByText('dinner is at seven').waitFor();
    await page.getByRole('region', { name: 'Today' }).getByText('Anna').waitFor();
    await page.getByRole('region', { name: 'Yesterday' }).getByText('Oscar').waitFor();
    const row = await rowOf('Anna').boundingBox();
    expect(row?.height).toBeLessThan(60);
    expect(await rowOf('Oscar').getByText('good night').count()).toBe(0);
  });

  test('what happened to a message is rendered when its row is opened, not before', async () => {
    expect(await page.getByText('What happened').count()).toBe(0);
    await rowOf('Oscar').getByRole('button').first().click();
    await rowOf('Oscar').getByText('Nobody answered in time. Nothing was sent.').waitFor();
    expect(await rowOf('Oscar').locator('.log').count()).toBe(0);
    await rowOf('Oscar').getByText('What happened').click();
    await rowOf('Oscar').getByText('Expired without an answer').waitFor();
  });

  test('a message that waits leads from the history to where it can be answered', async () => {
    await rowOf('Anna').getByRole('button').first().click();
    await rowOf('Anna').getByRole('link', { name: 'Answer it under Waiting' }).click();
    await page.getByRole('heading', { name: 'Waiting' }).waitFor();
    await rowOf('Anna').getByRole('button', { name: 'Discard' }).waitFor();
  });
});

describe('the Contacts screen', () => {
  test('contacts are rows in the order of their names, with a search from eight on', async () => {
    await tab('Contacts');
    const names = page.locator('.rows .who');
    await page.getByLabel('Search contacts').waitFor();
    expect(await names.allTextContents()).toEqual([...NAMES].sort((a, b) => a.localeCompare(b)));
    await page.getByLabel('Search contacts').fill('zoe@');
    await page.getByRole('article', { name: 'Anna', exact: true }).waitFor({ state: 'detached' });
    expect(await names.allTextContents()).toEqual(['Zoe']);
    await page.getByLabel('Search contacts').fill('nobody');
    await page.getByText('No contact matches.').waitFor();
    await page.getByLabel('Search contacts').fill('');
    await page.getByRole('article', { name: 'Anna', exact: true }).waitFor();
  });

  test('eight contacts fit on one screen, and a name that sounds like another says so', async () => {
    const list = await page.locator('.rows').boundingBox();
    expect(list?.height).toBeLessThan(8 * 60);
    await page.getByRole('article', { name: 'Hannah' }).getByText('sounds like another').waitFor();
    await page.getByRole('article', { name: 'Hannah' }).getByRole('button').click();
    await page.getByText('Sounds like Anna, so the Echo will double-check more often.').waitFor();
  });
});
