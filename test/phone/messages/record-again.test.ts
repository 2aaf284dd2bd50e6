import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { Browser, Page } from 'playwright-core';
import { recordingDigest } from '../../../core/message/recording/recording.ts';
import { goTo, launchBrowser, lookingOften, microphone } from '../../support/browser/browser-session.ts';
import { PATIENCE } from '../../support/builders/phone-client.ts';
import { startTestHomeServer, type TestHomeServer } from '../../support/home/test-home-server.ts';

let at: TestHomeServer;
let browser: Browser | undefined;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  at = await startTestHomeServer();
  browser = await launchBrowser(...microphone());
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(PATIENCE);
  context.on('weberror', error => complaints.push(error.error().message));
  await lookingOften(context);
  page = await context.newPage();
  await page.goto((await at.server.pairing())?.link ?? '');
  await press('Pair this phone');
  await press('I have written it down');
  await goTo(page, 'Contacts');
  await press('Add contact');
  await page.getByLabel('Name', { exact: true }).fill('Anna');
  await page.getByLabel('Email address').fill('anna@example.org');
  await press('Save');
  await page.getByText('Anna saved.').waitFor();
  await goTo(page, 'Waiting');
  await at.say('alexa, tell second yes to send a message to anna');
  await at.say('dinner is at seven');
  await page.getByText('Listen to at least half of it first.').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await at.stop();
});

const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
async function stored() {
  const [message] = await at.adapters.documents.list(at.server.household, 'message');
  if (!message || !('recording' in message) || !message.recording) throw new Error('It has no recording.');
  return message;
}

/** A browser under load leaves out seconds. */
const A_SECOND = /Recording, [1-9]/;

test('a recording that the owner does not want to keep leaves the message as it is', async () => {
  const before = await stored();
  await page.getByText('Record it again').click();
  await press('Start recording');
  await page.getByText(A_SECOND).waitFor();
  await press('Keep the one before');
  await page.getByRole('button', { name: 'Start recording' }).waitFor();
  expect((await stored()).recording).toEqual(before.recording);
});

test('a message is recorded again on the phone, listened to, and sent in the owner’s own voice', async () => {
  const before = await stored();
  await press('Start recording');
  await page.getByText(A_SECOND).waitFor();
  await press('Stop, and use this');
  await page.getByText('dinner is at seven').first().waitFor({ state: 'detached' });
  const { household, id, recording } = await stored();
  expect(recording).toMatchObject({ mediaType: 'audio/mpeg' });
  expect(recording?.digest).not.toBe(before.recording?.digest);
  const key = { household, message: id };
  expect(await at.adapters.recordings.get(key, before.recording?.digest as never)).toBeUndefined();

  await press('Play');
  await page.getByRole('button', { name: /^Send it/ }).click();
  await page
    .getByText(/^Sent at/)
    .first()
    .waitFor();
  const { attachments } = await simpleParser(at.smtp.received.at(-1)?.raw ?? '');
  const audio = new Uint8Array(attachments[0]?.content ?? []);
  const { mediaType = '', duration = 0, digest } = recording ?? {};
  expect(recordingDigest({ audio, mediaType, duration })).toBe(digest);
  expect(complaints).toEqual([]);
});
