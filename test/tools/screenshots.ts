import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { composeMail } from '../../adapters/mail/compose-mail.ts';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import { seconds } from '../../core/household/instant.ts';
import { languageOf } from '../../core/household/language.ts';
import { openAdapters } from '../../home/open-adapters.ts';
import { startHomeServer } from '../../home/home-server.ts';
import { launchWholeBrowser, sayOnPage } from '../support/browser/browser-session.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The folder of the pictures in the README and in docs/first-message.md. */
const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'pictures');

const PHONE = { width: 390, height: 780 };
const LETTER = { width: 640, height: 540 };
const DESK = { width: 1280, height: 860 };
const SCHEMES = ['light', 'dark'] as const;

/** Follows docs/first-message.md in a household of its own, and takes a picture at each step. */
async function walk(browser: Browser): Promise<void> {
  const folder = temporaryFolder();
  const settings = {
    host: '127.0.0.1',
    port: 0,
    simulatorPort: 0,
    trustedProxies: [],
    dataDir: folder.path,
    mailFrom: 'home@example.org',
  };
  const household = await startHomeServer(settings, { ...(await openAdapters(settings)), log: () => {} });
  const [desk, phone] = await Promise.all([DESK, PHONE].map(viewport => aPage(browser, viewport)));
  if (!desk || !phone) throw new Error('The browser opened no pages.');

  await desk.goto(household.addresses.start);
  await desk.locator('#start').waitFor();
  await shot(desk, 'home');
  await phone.goto((await household.pairing())?.link ?? '');
  await phone.getByRole('heading', { name: 'Pair this phone' }).waitFor();
  await shot(phone, 'pair');
  await press(phone, 'Pair this phone');
  await press(phone, 'I have written it down');
  await phone.getByRole('link', { name: 'Add a contact' }).click();
  await press(phone, 'Add contact');
  await phone.getByLabel('Name', { exact: true }).fill('Anna');
  await phone.getByLabel('Email address').fill('anna@example.org');
  await shot(phone, 'contact');
  await press(phone, 'Save');
  await phone.getByText('Anna saved.').waitFor();

  await desk.goto(household.addresses.echo);
  await sayOnPage(desk, 'alexa, tell second yes to send a message to anna', /What is the message/);
  await sayOnPage(desk, 'I am running late, but I should be there by seven', /I'm holding it/);
  await desk.frameLocator('iframe').getByText('Discard').waitFor();
  await shot(desk, 'echo');
  await shot(desk.locator('.show'), 'screen');
  await phone.getByRole('link', { name: /^Waiting/ }).click();
  await phone.locator('article[data-state="held"]').waitFor();
  await phone.getByRole('button', { name: 'Play' }).click();
  await phone
    .getByRole('button', { name: 'Send it' })
    .and(phone.locator('[aria-disabled=false]:enabled'))
    .waitFor();
  await phone.getByRole('button', { name: 'Pause' }).waitFor({ state: 'detached' });
  await shot(phone, 'waiting');
  await phone.getByRole('button', { name: /^Send it/ }).click();
  await phone
    .getByRole('article')
    .getByText(/Sending in/)
    .waitFor();
  await shot(phone, 'undo');
  await phone.getByRole('link', { name: /^History/ }).click();
  await phone.getByText('Delivered', { exact: true }).waitFor();
  await desk.goto(household.addresses.outbox);
  await desk.getByText('anna@example.org').first().waitFor();
  await shot(desk, 'outbox');

  await desk.goto(household.addresses.echo);
  await desk.getByRole('button', { name: /^Replay Portland/ }).click();
  await desk.getByText('In 2018 a recording was sent at this point.').waitFor();
  await shot(desk, 'portland');
  await phone.getByRole('link', { name: /^Settings/ }).click();
  await phone.getByRole('link', { name: 'Rules for messages' }).click();
  await phone.getByLabel('Time to take a message back').waitFor();
  await shot(phone, 'settings');

  await household.stop();
  folder.remove();
}

/** The first mail to a contact, as a mail program shows it. */
async function showMail(browser: Browser): Promise<void> {
  const mail = composeMail(
    {
      household: 'a-household' as HouseholdId,
      message: 'a-message' as MessageId,
      claim: 'a-claim',
      to: { name: 'Anna', channel: 'email', address: 'anna@example.org' },
      from: { household: 'the Miller household' },
      stop: { url: 'https://home.example.org/stop/…', isFirst: true },
      language: languageOf('en-US'),
      recording: {
        audio: new Uint8Array(),
        mediaType: 'audio/mpeg',
        duration: seconds(4),
        transcript: 'I’m running late, but I should be there by seven.',
      },
      begin: async () => undefined,
    },
    { from: 'home@example.org' },
  );
  const page = await aPage(browser, LETTER);
  await page.setContent(mail.html);
  await shot(page, 'mail');
}

async function aPage(browser: Browser, viewport: typeof DESK): Promise<Page> {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 2 });
  context.setDefaultTimeout(30_000);
  return context.newPage();
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Takes one picture in light and one in dark, without animations. */
async function shot(of: Page | Locator, name: string): Promise<void> {
  const page = 'page' in of ? of.page() : of;
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await of.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`), scale: 'css' });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

mkdirSync(FOLDER, { recursive: true });
const browser = await launchWholeBrowser();
await showMail(browser)
  .then(() => walk(browser))
  .finally(() => browser.close());
