import { PATIENCE } from '../support/builders/phone-client.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { loadApps } from '../../adapters/esbuild/load-apps.ts';
import { listen, type Listening } from '../../home/requests/listen.ts';
import { after, minutes } from '../../core/household/instant.ts';
import { hurried, launchBrowser } from '../support/browser/browser-session.ts';
import { noon } from '../support/builders/builders.ts';
import { aHouseholdSummary, aSimulator } from './a-simulator.ts';

const axe = readFileSync(join(__dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let server: Listening;
let page: Page;
let household: Awaited<ReturnType<typeof aSimulator>>;
let paired = true;

beforeAll(async () => {
  const pairing = { code: 'ABCD-EFGH', link: 'http://localhost/#code=A', until: after(noon, minutes(9)) };
  household = await aSimulator({
    bundle: (await loadApps()).simulator,
    mails: [{ id: 'm1', at: noon, to: ['anna@example.org'], subject: 'For Anna', text: 'Hello' }],
    state: async () =>
      paired ? aHouseholdSummary({ waiting: 2 }) : aHouseholdSummary({ phones: [], pairing }),
  });
  server = await listen(household.app, { host: '127.0.0.1', port: 0, variable: 'SIMULATOR_PORT' });
  browser = await launchBrowser();
  page = await browser.newPage({ bypassCSP: true, reducedMotion: 'reduce' });
  page.setDefaultTimeout(PATIENCE);
  await hurried(page);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await household[Symbol.asyncDispose]();
});

const open = (path: string) => page.goto(`http://localhost:${server.port}${path}`);

/** What axe-core finds on the page as it stands, in light and in dark. */
async function findings(): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
    if (passes.length === 0) throw new Error('axe-core looked at nothing');
    found.push(
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${colorScheme} ${id}: ${html} ${failureSummary}`),
      ),
    );
  }
  return found;
}

describe('axe-core finds nothing, in light and dark,', () => {
  test('axe finds no fault on the start page in light and dark, paired or not', async () => {
    for (paired of [true, false]) {
      await open('/');
      await page.getByText(paired ? '2 waiting' : 'ABCD-EFGH').waitFor();
      expect(await findings()).toEqual([]);
    }
    paired = true;
  });

  test('axe finds no fault on the device simulator in light and dark: fresh, in the middle of a conversation with all unfolded, and stopped', async () => {
    await open('/echo');
    await page.getByRole('log').waitFor();
    expect(await findings()).toEqual([]);

    await page.getByRole('tab', { name: 'Scenario room' }).click();
    await page
      .getByRole('textbox', { name: 'What is said' })
      .fill('tell second yes to send a message to Mark');
    await page.getByRole('button', { name: 'Say it' }).click();
    await page.getByRole('log').getByText('What is the message?').waitFor();
    await page.getByText('As a table').click();
    await page.getByText('SendMessageIntent → asks for the message').click();
    expect(await findings()).toEqual([]);

    await page.getByRole('button', { name: 'Replay Television' }).click();
    await page.getByRole('log').getByText('gave it away').waitFor();
    expect(await findings()).toEqual([]);
  });

  test('axe finds no fault on the outbox page in light and dark', async () => {
    await open('/outbox');
    await page.getByRole('listitem').first().waitFor();
    expect(await findings()).toEqual([]);
  });

  test('no page of the simulator is wider than a phone, with the text twice as large', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ['/', '/echo', '/outbox']) {
      await open(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.addStyleTag({ content: ':root { font-size: 32px !important }' });
      const beyond = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect([path, beyond]).toEqual([path, 0]);
    }
  });
});
