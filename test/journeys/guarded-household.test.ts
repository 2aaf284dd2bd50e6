/** @slow */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { goTo, launchBrowser, lookingOften } from '../support/browser/browser-session.ts';
import { startTestHomeServer, type TestHomeServer } from '../support/home/test-home-server.ts';
import { PATIENCE } from '../support/builders/phone-client.ts';

let at: TestHomeServer;
let browser: Browser | undefined;
/** The first phone of the household, and the phone that replaces it after it was lost. */
let ben: Page;
let sara: Page;
let recoveryCode = '';
const complaints: string[] = [];

beforeAll(async () => {
  at = await startTestHomeServer();
  browser = await launchBrowser();
  [ben, sara] = [await aPage(browser), await aPage(browser)];
  await ben.goto((await at.server.pairing())?.link ?? '');
});

afterAll(async () => {
  await browser?.close();
  await at.stop();
});

async function aPage(of: Browser): Promise<Page> {
  const context = await of.newContext({ viewport: { width: 390, height: 844 }, acceptDownloads: true });
  context.setDefaultTimeout(PATIENCE);
  await lookingOften(context);
  context.on('weberror', error => complaints.push(error.error().message));
  return context.newPage();
}

/** Gives the page a fingerprint reader that always has a finger on it. */
async function withFinger(page: Page): Promise<{ isUserVerified(is: boolean): Promise<void> }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    isUserVerified: async isUserVerified =>
      void (await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })),
  };
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
/** Opens a page behind a row of Settings. */
async function openSettings(page: Page, row: string): Promise<void> {
  await goTo(page, 'Settings');
  await goTo(page, row);
}
/** The newest message that was not discarded. */
const card = (page: Page) =>
  page.locator('article[aria-label^="Message for"]:not([data-state="discarded"])').last();

async function holdOne(text: string): Promise<void> {
  await at.say('alexa, tell second yes to send a message to anna');
  expect((await at.say(text)).spoken.say).toContain("I'm holding it");
  await goTo(ben, 'Waiting');
  await ben.locator('article[data-state="held"]').first().waitFor();
}

async function playAndSend(): Promise<void> {
  await card(ben).getByRole('button', { name: 'Play' }).click();
  await card(ben).getByRole('button', { name: 'Send it' }).click();
}

/** Takes a message back while the clock stands still, so that the time to take it back does not end. */
async function sendAndTakeBack(): Promise<void> {
  const send = card(ben).getByRole('button', { name: 'Send it' });
  // The time of listening must have passed before.
  await send.and(ben.locator('[aria-disabled=false]:enabled')).waitFor();
  await at.withoutTime(async () => {
    await send.click();
    await card(ben)
      .getByText(/Sending in \d+ s\./)
      .waitFor();
    await press(ben, 'Take it back');
    await ben.locator('article[data-state="held"]').waitFor();
  });
}

describe('A guarded household', () => {
  test('the recovery code is shown once, after the pairing of the first phone', async () => {
    await ben.getByLabel('Name of this phone').fill('Ben’s phone');
    await press(ben, 'Pair this phone');
    recoveryCode = (await ben.locator('[data-recovery-code]').textContent()) ?? '';
    expect(recoveryCode).toMatch(/^([0-9A-Z]{5}-){5}[0-9A-Z]$/);
    await ben.reload();
    await ben.getByText(recoveryCode).waitFor();
    await press(ben, 'I have written it down');
    await goTo(ben, 'Contacts');
    await ben.reload();
    await press(ben, 'Add contact');
    expect(await ben.getByText(recoveryCode).count()).toBe(0);
    await ben.getByLabel('Name', { exact: true }).fill('Anna');
    await ben.getByLabel('Email address').fill('anna@example.org');
    await press(ben, 'Save');
    await ben.getByText('Anna saved.').waitFor();
  });

  test('a message can be taken back for the time that the owner has set', async () => {
    await openSettings(ben, 'Rules for messages');
    await ben.getByLabel('Time to take a message back').selectOption({ label: '30 seconds' });
    await ben.getByText('Saved.').waitFor();
    await holdOne('dinner is at seven');
    await card(ben).getByRole('button', { name: 'Play' }).click();
    await sendAndTakeBack();
    expect(at.smtp.received).toHaveLength(0);
  });

  test('a very sure message is sent with one tap after the owner has lowered the floor', async () => {
    const floor = ben.getByLabel('Before a message is sent');
    await openSettings(ben, 'Rules for messages');
    await floor.selectOption({ label: 'One tap if it was very likely meant' });
    await press(ben, 'Change it');
    await ben.getByText('Saved.').waitFor();
    await goTo(ben, 'Waiting');
    await sendAndTakeBack();
    await card(ben).getByRole('button', { name: 'Discard' }).click();
    await openSettings(ben, 'Rules for messages');
    await floor.selectOption({ label: 'Listen to it first' });
    await ben.getByText('Saved.').waitFor();
  });

  test('a release needs a verified fingerprint after the owner has required it', async () => {
    const finger = await withFinger(ben);
    await openSettings(ben, 'Face or fingerprint');
    await press(ben, 'Add this device’s face, fingerprint or PIN');
    await ben.getByText('Face or fingerprint of Ben’s phone added.').waitFor();
    await openSettings(ben, 'Rules for messages');
    await ben
      .getByLabel('Ask for face or fingerprint')
      .selectOption({ label: 'Before every message is sent' });
    await ben.getByText('Saved.').waitFor();
    await ben.getByLabel('Time to take a message back').selectOption({ label: 'None' });
    await ben.getByText('You will have less time to take a message back.').waitFor();
    await press(ben, 'Change it');
    await ben.getByText('Saved.').waitFor();

    await holdOne('I am on my way home');
    await finger.isUserVerified(false);
    await playAndSend();
    await card(ben)
      .getByText(/didn’t get your face, fingerprint or PIN/)
      .waitFor();
    await finger.isUserVerified(true);
    await card(ben).getByRole('button', { name: 'Send it' }).click();
    await ben.locator('article[data-state="held"]').waitFor({ state: 'detached' });
    await goTo(ben, 'History');
    await ben.getByText('Delivered', { exact: true }).first().waitFor();
    expect(at.smtp.received.map(({ to }) => to)).toEqual([['anna@example.org']]);
    await goTo(ben, 'Settings');
  });

  test('a paused room takes no message until the owner resumes it', async () => {
    await goTo(ben, 'Settings');
    await press(ben, 'Pause Kitchen');
    await ben.getByText('Kitchen is paused.').waitFor();
    const { spoken } = await at.say('alexa, tell second yes to send a message to anna');
    expect(spoken.say).toContain('paused');
    await press(ben, 'Resume Kitchen');
    await ben.getByText('Kitchen takes messages again.').waitFor();
  });

  test('the activity log says who did what, and the export has everything in one archive', async () => {
    await openSettings(ben, 'Activity');
    await ben.getByText('You changed “Time to take a message back”').first().waitFor();
    await ben.getByText('You paused Kitchen').waitFor();
    await openSettings(ben, 'Your data');
    const [download] = await Promise.all([ben.waitForEvent('download'), press(ben, 'Download everything')]);
    const files = unzipSync(new Uint8Array(await readFile(await download.path())));
    expect(Object.keys(files)).toContain('household.json');
  });

  test('the recovery code adds a new phone and removes the lost one, which shows that', async () => {
    await sara.goto(`${at.origin}/phone/`);
    await press(sara, 'I’ve lost my phone');
    await sara.getByLabel('Recovery code').fill('AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-A');
    await sara.getByLabel('Name of this phone').fill('Sara’s phone');
    await press(sara, 'Add this phone and remove all others');
    await sara.getByText(/not the recovery code of this household/).waitFor();
    await sara.getByLabel('Recovery code').fill(recoveryCode.toLowerCase());
    await press(sara, 'Add this phone and remove all others');
    const next = (await sara.locator('[data-recovery-code]').textContent()) ?? '';
    expect(next).not.toBe(recoveryCode);
    await press(sara, 'I have written it down');
    await goTo(sara, 'Contacts');
    await sara.getByText('anna@example.org').waitFor();
    await ben.getByText(/was removed with the recovery code/).waitFor();
  });

  test('erasing everything leads back to the pairing screen', async () => {
    await openSettings(sara, 'Your data');
    await press(sara, 'Erase everything');
    const sure = sara.getByRole('button', { name: 'Erase everything now' });
    expect(await sure.isDisabled()).toBe(true);
    await sara.getByLabel('Type ERASE').fill('erase');
    await sure.click();
    await sara.getByRole('heading', { name: 'Pair this phone' }).waitFor();
    await sara.getByText('Everything was erased.').waitFor();
    expect(await sara.getByText(/Paired before/).count()).toBe(0);
    expect(await at.adapters.documents.list(at.server.household, 'message')).toEqual([]);
    expect(await at.adapters.documents.get(at.server.household, 'trust', 'trust')).toBeUndefined();
  });

  test('no page of a guarded household reports an error', () => {
    expect(complaints).toEqual([]);
  });
});
