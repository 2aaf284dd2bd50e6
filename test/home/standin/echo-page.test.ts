import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type AppBundle, bundleApp } from '../../../home/app-bundle.files.ts';
import { measureRecording } from '../../../home/duration.mediabunny.ts';
import { listen, type Listening } from '../../../home/listen.http.ts';
import { launchBrowser, microphone } from '../../support/browser-session.ts';
import { aStandIn } from './a-stand-in.ts';

let browser: Browser;
let assets: AppBundle;
let server: Listening;
let page: Page;
let house: Awaited<ReturnType<typeof aStandIn>>;
const faults: string[] = [];

beforeAll(async () => {
  assets = await bundleApp({
    folder: 'home/standin/echo',
    entry: 'main.tsx',
    page: 'echo.html',
    style: 'echo.css',
  });
  browser = await launchBrowser(...microphone());
});
afterAll(() => browser.close());

beforeEach(async () => {
  const at = Date.UTC(2026, 10, 2, 12) as never;
  const mails = [{ id: 'm1', at, to: ['anna@example.org'], subject: 'For Anna', text: '<b>Hello</b>' }];
  house = await aStandIn({ assets, measure: measureRecording, mails });
  server = await listen(house.app, { host: '127.0.0.1', port: 0, variable: 'STANDIN_PORT' });
  page = await browser.newPage();
  faults.length = 0;
  page.on('pageerror', error => faults.push(error.message));
  await page.goto(`http://localhost:${server.port}/echo`);
});
afterEach(async () => {
  await page.close();
  await server.close();
  expect(faults).toEqual([]);
});

const log = () => page.getByRole('log');
const record = () => page.getByRole('button', { name: 'Hold to record' });

async function say(words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'What is said' }).fill(words);
  await page.getByRole('button', { name: 'Say it' }).click();
}

async function recordingsHeld(): Promise<string[]> {
  const messages = await house.documents.list(house.household, 'message');
  return messages.flatMap(message =>
    message.state === 'held' && message.recording.duration >= 1_000 ? [message.recording.mediaType] : [],
  );
}

describe('the Echo page', () => {
  test('what is typed is said, and the evidence adds up beside it', async () => {
    await say('open second yes');
    await log().getByText('To send a voice message').waitFor();
    await say('send a message to Anna');
    await log().getByText('What is the message?').waitFor();
    await page.getByRole('list', { name: 'Evidence' }).getByText('A contact was named exactly.').waitFor();
    expect(await page.getByRole('meter').getAttribute('aria-valuetext')).toMatch(/^\+\d/);
  });

  test('while its light is out it does not hear, and says so', async () => {
    await say('we were talking about hardwood floors');
    await log().getByText('The Echo did not wake').waitFor();
    await page.getByText('The light is out.', { exact: false }).first().waitFor();
  });

  test('held down with the pointer, the button records what is then held', async () => {
    await say('tell second yes to send a message to Anna');
    await record().and(page.locator(':enabled')).hover();
    await page.mouse.down();
    await page.getByText('Recording, 1 s').waitFor();
    await page.mouse.up();
    await log().getByText("I'm holding it.").waitFor();
    expect(await recordingsHeld()).toEqual(['audio/webm']);
  });

  test('held down with the space bar, too', async () => {
    await say('tell second yes to send a message to Anna');
    await record().and(page.locator(':enabled')).focus();
    await page.keyboard.down('Space');
    await page.getByText('Recording, 1 s').waitFor();
    await page.keyboard.up('Space');
    await log().getByText("I'm holding it.").waitFor();
    expect(await recordingsHeld()).toEqual(['audio/webm']);
  });

  test('a recording that loses the focus is not taken for a message', async () => {
    await say('tell second yes to send a message to Anna');
    await record().and(page.locator(':enabled')).focus();
    await page.keyboard.down('Space');
    await page.getByText('Recording, 1 s').waitFor();
    await page.getByRole('textbox', { name: 'What is said' }).focus();
    await page.getByText('Recording').waitFor({ state: 'hidden' });
    await say('stop');
    await log().getByText('Okay. Nothing was recorded.').waitFor();
    expect(await house.documents.list(house.household, 'message')).toEqual([]);
  });

  test('silence lets the Echo ask once more and then puts its light out', async () => {
    await say('open second yes');
    await page.getByRole('button', { name: 'Silence' }).click();
    await log().getByText('Or say: help.').waitFor();
    await log().getByText('The light went out.').waitFor();
  });

  test('Portland is replayed line by line and stops, in the chosen room', async () => {
    await page.getByRole('tab', { name: 'Kitchen' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: 'Replay Portland' }).click();
    await log().getByText('In 2018 a recording was sent at this point.').waitFor();
    expect(await log().getAttribute('aria-label')).toContain('Attic');
    expect(await house.documents.list(house.household, 'message')).toEqual([]);
    await page.getByRole('tab', { name: 'Kitchen' }).click();
    await log().getByText('Nothing was said here yet.').waitFor();
  });
});

describe('the outbox page', () => {
  test('a mail is shown as text, with a player for its recording', async () => {
    await page.goto(`http://localhost:${server.port}/outbox`);
    const mail = page.getByRole('listitem').filter({ hasText: 'For Anna' });
    await mail.getByText('<b>Hello</b>').waitFor();
    expect(await mail.locator('audio').getAttribute('src')).toBe('/outbox/m1/audio');
  });
});
