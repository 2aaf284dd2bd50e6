/** @slow */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ParsedMail, simpleParser } from 'mailparser';
import type { Browser, Locator, Page } from 'playwright-core';
import { fliteSpeech } from '../../adapters/flite/flite-speech.ts';
import { hours } from '../../core/household/instant.ts';
import { languageOf } from '../../core/household/language.ts';
import type { Message } from '../../core/message/message.ts';
import { recordingDigest } from '../../core/message/recording/recording.ts';
import { replies } from '../../core/text/en/replies.ts';
import {
  goTo,
  hurried,
  launchBrowser,
  lookingOften,
  microphone,
  sayOnPage,
} from '../support/browser/browser-session.ts';
import { startTestHomeServer, type TestHomeServer } from '../support/home/test-home-server.ts';
import { PATIENCE } from '../support/builders/phone-client.ts';

let at: TestHomeServer;
let browser: Browser;
let echo: Page;
let phone: Page;
/** Script errors of the pages, and what their content security policy refused. */
const complaints: string[] = [];

beforeAll(async () => {
  at = await startTestHomeServer();
  const wav = join(at.dir, 'microphone.wav');
  const spoken = await fliteSpeech().speak(
    'I am on my way home, please put the kettle on.',
    languageOf('en-US'),
  );
  writeFileSync(wav, spoken.audio);
  browser = await launchBrowser(...microphone(wav));
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(PATIENCE);
  context.on('weberror', error => complaints.push(error.error().message));
  // The page that takes the secret of the start is answered with 401, which the browser reports.
  const isEntry = (url: string): boolean => url === at.server.addresses.echo;
  context.on(
    'console',
    line =>
      line.type() === 'error' &&
      !isEntry(line.location().url) &&
      complaints.push(`${line.location().url}: ${line.text()}`),
  );
  await lookingOften(context);
  [echo, phone] = [await context.newPage(), await context.newPage()];
  await hurried(echo);
});

afterAll(async () => {
  await browser.close();
  await at.stop();
});

const cards = (): Locator => phone.getByRole('article', { name: /^Message for/ });

/** Speaks to the Echo in the kitchen up to the message itself. */
async function askFor(name: string): Promise<void> {
  await echo.goto(at.server.addresses.echo);
  await sayOnPage(echo, `alexa, tell second yes to send a message to ${name}`, /What is the message/);
}

async function typeMessage(name: string, text: string): Promise<Locator> {
  await askFor(name);
  await sayOnPage(echo, text, /I'm holding it/);
  await phone.bringToFront();
  const card = cards().last();
  await phone.locator('article[data-state="held"]').first().waitFor();
  return card;
}

/** Plays the message on the phone and releases it as soon as the page allows it. */
async function playAndSend(card: Locator): Promise<void> {
  await card.getByRole('button', { name: 'Play' }).click();
  const send = card.getByRole('button', { name: 'Send it' });
  await send.click();
}

async function stored(state: Message['state']): Promise<Message> {
  for (;;) {
    const [newest] = await at.adapters.documents.list(at.server.household, 'message', { limit: 1 });
    if (newest?.state === state) return newest;
    await phone.waitForTimeout(50);
  }
}

/** The mail of a delivered message. Fails unless its attachment is the recording that the phone signed. */
async function signedMail(): Promise<ParsedMail> {
  const message = await stored('delivered');
  if (message.state !== 'delivered') throw new Error('not delivered');
  const mail = await simpleParser(at.smtp.received.at(-1)?.raw ?? '');
  const [attachment] = mail.attachments;
  const transcript = await keptWords(message);
  const digest = recordingDigest({
    audio: new Uint8Array(attachment?.content ?? []),
    mediaType: message.recording.mediaType,
    duration: message.recording.duration,
    ...(transcript !== undefined && { transcript }),
  });
  expect(digest).toBe(message.answer.statement.recording);
  return mail;
}

async function keptWords({
  household,
  id,
  dictation,
}: Message & { state: 'delivered' }): Promise<string | undefined> {
  const bytes =
    dictation && (await at.adapters.recordings.get({ household, message: id }, dictation.transcript));
  return bytes && new TextDecoder().decode(bytes);
}

/** How many files of this message are on the disk. */
function filesOf({ household, id }: Message): number {
  try {
    return readdirSync(join(at.dir, 'recordings', household, id)).length;
  } catch {
    return 0;
  }
}

describe('The whole way in a real browser', () => {
  test('a phone is paired by its link', async () => {
    const offer = await at.server.pairing();
    await phone.goto(offer?.link ?? '');
    await phone.getByRole('button', { name: 'Pair this phone' }).click();
    await phone.getByText(/^(\w{5}-){5}\w$/).waitFor();
    await phone.getByRole('button', { name: 'I have written it down' }).click();
    await phone
      .getByRole('button', { name: /Contacts/ })
      .or(phone.getByRole('tab', { name: /Contacts/ }))
      .or(phone.getByRole('link', { name: /Contacts/ }))
      .first()
      .waitFor();
    expect(phone.url()).not.toContain('code');
    expect(await at.server.pairing()).toBeUndefined();
  });

  test.each([
    ['Anna', 'anna@example.org'],
    ['Marcus', 'marcus@example.org'],
  ])('the contact %s is added on the phone', async (name, address) => {
    await phone
      .getByRole('link', { name: /Contacts/ })
      .or(phone.getByRole('button', { name: /^Contacts/ }))
      .or(phone.getByRole('tab', { name: /Contacts/ }))
      .first()
      .click();
    await phone.getByRole('button', { name: 'Add contact' }).click();
    await phone.getByLabel('Name', { exact: true }).fill(name);
    await phone.getByLabel('Email address').first().fill(address);
    await phone.getByRole('button', { name: 'Save' }).click();
    await phone.getByText(address).first().waitFor();
    await phone
      .getByRole('link', { name: /Waiting/ })
      .or(phone.getByRole('button', { name: /^Waiting/ }))
      .or(phone.getByRole('tab', { name: /Waiting/ }))
      .first()
      .click();
  });

  test('the owner sets that released messages are sent at once', async () => {
    await goTo(phone, 'Settings');
    await goTo(phone, 'Rules for messages');
    await phone.getByLabel('Time to take a message back').selectOption({ label: 'None' });
    await phone.getByRole('button', { name: 'Change it' }).click();
    await phone.getByText('Saved.').waitFor();
  });

  test('the owner sets what messages call the household', async () => {
    await phone.getByLabel('What messages call your household').fill('the Miller household');
    await phone.getByRole('button', { name: 'Save' }).click();
    await phone.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });
    expect(await phone.getByLabel('What messages call your household').inputValue()).toBe(
      'the Miller household',
    );
    await goTo(phone, 'Waiting');
  });

  test('a typed message is held, listened to, released, and delivered byte for byte', async () => {
    const card = await typeMessage('anna', 'Dinner is at seven.');
    await card.getByText('anna@example.org').waitFor();
    await playAndSend(card);
    const mail = await signedMail();
    expect(at.smtp.received.at(-1)?.to).toEqual(['anna@example.org']);
    expect(mail.text).toContain('Dinner is at seven.');
    expect(mail.subject).toContain('the Miller household');
  });

  test('the audio of a microphone is held, listened to, released, and delivered byte for byte', async () => {
    await askFor('anna');
    await echo.bringToFront();
    const button = echo.getByRole('button', { name: 'Hold to record' });
    await button.hover();
    await echo.mouse.down();
    await echo.getByText(/Recording, [1-9] s/).waitFor();
    await echo.mouse.up();
    await echo
      .getByRole('log')
      .getByText(/I'm holding it/)
      .last()
      .waitFor();

    await phone.bringToFront();
    await phone.locator('article[data-state="held"]').waitFor();
    await playAndSend(cards().last());
    const mail = await signedMail();
    expect(mail.attachments[0]?.contentType).toBe('audio/mpeg');
    const message = await stored('delivered');
    expect(message.state === 'delivered' && message.dictation).toBeUndefined();
  });

  test('a discarded message is not sent, and its content is gone from the disk', async () => {
    const before = at.smtp.received.length;
    const card = await typeMessage('anna', 'This should never leave our home.');
    expect(filesOf(await stored('held'))).toBeGreaterThan(0);
    await card.getByRole('button', { name: 'Discard' }).click();
    const discarded = await stored('discarded');
    await expectErased(discarded);
    expect(at.smtp.received).toHaveLength(before);
  });

  test('a message is sent to the contact that was chosen on the phone, and its history says so', async () => {
    const card = await typeMessage('anna', 'See you on Sunday.');
    await card.getByRole('button', { name: 'Send to someone else' }).click();
    await card.getByRole('radio', { name: /Marcus/ }).check();
    await playAndSend(cards().last());
    await cards().last().getByText('Send to Marcus instead?').waitFor();
    await cards().last().getByRole('button', { name: 'Yes, send to Marcus' }).click();
    await signedMail();
    expect(at.smtp.received.at(-1)?.to).toEqual(['marcus@example.org']);
    const message = await stored('delivered');
    expect(message.history).toContainEqual(
      expect.objectContaining({ event: 'released', toAnotherContact: true }),
    );
  });

  test('replaying Portland in the device simulator stops the conversation and records nothing', async () => {
    const before = (await at.adapters.documents.list(at.server.household, 'message')).length;
    await echo.goto(at.server.addresses.echo);
    await echo.getByRole('button', { name: 'Replay Portland' }).click();
    await echo.getByRole('log').getByText(replies['gave-up']).waitFor();
    expect(await at.adapters.documents.list(at.server.household, 'message')).toHaveLength(before);
    expect(await at.adapters.documents.list(at.server.household, 'stopped')).toHaveLength(1);
  });

  test('neither page of the whole way reports an error', () => {
    expect(complaints).toEqual([]);
  });

  // This test is the last one, because the phone's clock is an hour off afterwards.
  test('an unanswered message expires after an hour, and its content is gone from the disk', async () => {
    const before = at.smtp.received.length;
    await typeMessage('anna', 'Nobody answers this.');
    expect(filesOf(await stored('held'))).toBeGreaterThan(0);
    at.pass(hours(1));
    const expired = await stored('expired');
    await expectErased(expired);
    expect(at.smtp.received).toHaveLength(before);
    await phone.locator('article[data-state="held"]').waitFor({ state: 'detached' });
  });
});

async function expectErased(message: Message): Promise<void> {
  for (;;) {
    const now = await at.adapters.documents.get(message.household, 'message', message.id);
    if (now && 'erasedAt' in now && now.erasedAt !== undefined) break;
    await phone.waitForTimeout(50);
  }
  expect(filesOf(message)).toBe(0);
}
