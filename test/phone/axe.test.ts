/** @slow */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { goTo, launchBrowser } from '../support/browser/browser-session.ts';
import { startTestHomeServer, type TestHomeServer } from '../support/home/test-home-server.ts';
import { PATIENCE } from '../support/builders/phone-client.ts';

let at: TestHomeServer;
let browser: Browser | undefined;
let page: Page;
const axe = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

beforeAll(async () => {
  at = await startTestHomeServer();
  browser = await launchBrowser();
  // The page's own policy lets no script in but its own, so the checker comes in past it.
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, bypassCSP: true });
  context.setDefaultTimeout(PATIENCE);
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await at.stop();
});

type Found = { id: string; help: string; nodes: { html: string }[] };

const LOOKS = {
  light: { colorScheme: 'light', width: 390, size: '' },
  dark: { colorScheme: 'dark', width: 390, size: '' },
  'light, 320 px, 200%': { colorScheme: 'light', width: 320, size: '200%' },
  'dark, 320 px, 200%': { colorScheme: 'dark', width: 320, size: '200%' },
} as const;

/** What is wrong on the page as it is: what the checker finds in each look, and whether the page scrolls sideways. */
async function faults(): Promise<string[]> {
  const found: string[] = [];
  for (const [look, { colorScheme, width, size }] of Object.entries(LOOKS)) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    await page.evaluate(to => void (document.documentElement.style.fontSize = to), size);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found.push(`${look}: ${wide} px wide`);
    await page.evaluate(axe);
    const violations = await page.evaluate(
      async () =>
        (await (globalThis as unknown as { axe: { run(): Promise<{ violations: Found[] }> } }).axe.run())
          .violations,
    );
    found.push(
      ...violations.map(({ id, nodes }) => `${look} ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    );
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => void (document.documentElement.style.fontSize = ''));
  return found;
}

const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();

describe('The checker finds nothing wrong', () => {
  test('axe finds no fault on the pairing page and on the recovery page', async () => {
    await page.goto((await at.server.pairing())?.link ?? '');
    await page.getByRole('heading', { name: 'Pair this phone' }).waitFor();
    expect(await faults()).toEqual([]);
    await press('I’ve lost my phone');
    await page.getByRole('heading', { level: 1, name: 'Use the recovery code' }).waitFor();
    expect(await faults()).toEqual([]);
    await press('I have a pairing code');
  });

  test('axe finds no fault on the page with the recovery code', async () => {
    await press('Pair this phone');
    await page.locator('[data-recovery-code]').waitFor();
    expect(await faults()).toEqual([]);
    await press('I have written it down');
  });

  test('axe finds no fault on Contacts, with its form open and with contacts', async () => {
    await goTo(page, 'Contacts');
    await press('Add contact');
    await page.getByLabel('Name', { exact: true }).fill('Anna');
    await page.getByLabel('Email address').fill('anna@');
    await press('Save');
    expect(await faults()).toEqual([]);
    await page.getByLabel('Email address').fill('anna@example.org');
    await press('Save');
    await page.getByText('Anna saved.').waitFor();
    await page.getByRole('button', { name: /^Anna/ }).click();
    await page.getByRole('button', { name: 'Edit Anna' }).waitFor();
    expect(await faults()).toEqual([]);
  });

  test('axe finds no fault on Waiting, empty, and with a message, its story and the contacts to choose from', async () => {
    await goTo(page, 'Waiting');
    await page.getByText('Nothing is waiting').waitFor();
    expect(await faults()).toEqual([]);
    await at.say('alexa, tell second yes to send a message to anna');
    await at.say('dinner is at seven');
    await page.locator('article[data-state="held"]').waitFor();
    await page.getByText('Why', { exact: true }).click();
    await page.getByText('What happened', { exact: true }).click();
    await press('Send to someone else');
    expect(await faults()).toEqual([]);
  });

  test('axe finds no fault on Settings and on each of its pages, with the questions before erasing and weakening', async () => {
    await goTo(page, 'Settings');
    await page.getByRole('heading', { name: 'Phones' }).waitFor();
    expect(await faults()).toEqual([]);
    await goTo(page, 'Rules for messages');
    await page.getByLabel('Time to take a message back').selectOption({ label: 'None' });
    await page.getByRole('button', { name: 'Change it' }).waitFor();
    expect(await faults()).toEqual([]);
    for (const name of ['Face or fingerprint', 'Stopped conversations', 'Activity', 'Your data', 'About']) {
      await goTo(page, 'Settings');
      await goTo(page, name);
      if (name === 'About') await page.getByText(/^Second Yes \d/).waitFor();
      if (name === 'Activity') await page.locator('[data-activity] li').first().waitFor();
      if (name === 'Your data') await press('Erase everything');
      expect({ name, faults: await faults() }).toEqual({ name, faults: [] });
    }
  });

  test('axe finds no fault on History', async () => {
    await goTo(page, 'History');
    await page.getByRole('article').first().waitFor();
    await page.getByRole('article').getByRole('button').first().click();
    await page.getByText('What happened', { exact: true }).waitFor();
    expect(await faults()).toEqual([]);
  });

  test('the current tab, cards and rows have an edge of their own in forced colours', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    const edges = await page.evaluate(() =>
      ['.tabs [aria-current]', '.rows'].map(
        selector => getComputedStyle(document.querySelector(selector) as Element).borderBottomStyle,
      ),
    );
    expect(edges).toEqual(['solid', 'solid']);
    await page.emulateMedia({ forcedColors: 'none' });
  });

  test('a name keeps its own direction on a right-to-left page, and the player runs as its slider does', async () => {
    await page.evaluate(() => void (document.documentElement.dir = 'rtl'));
    await goTo(page, 'Contacts');
    await press('Add contact');
    await page.getByLabel('Name', { exact: true }).fill('דוד Levi');
    await page.getByLabel('Email address').fill('david@example.org');
    await press('Save');
    await page.getByRole('article', { name: 'דוד Levi' }).locator('bdi').waitFor();
    expect(await faults()).toEqual([]);
    await goTo(page, 'Waiting');
    const directions = await page
      .locator('.player, .player input')
      .evaluateAll(all => all.map(one => getComputedStyle(one).direction));
    expect(directions).toEqual(['ltr', 'ltr']);
    expect(await faults()).toEqual([]);
  });
});
