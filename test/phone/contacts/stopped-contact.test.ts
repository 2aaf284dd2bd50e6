import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { noteBounce } from '../../../core/household/consent.ts';
import { addressDigest } from '../../../core/household/contact.ts';
import { instant } from '../../../core/household/instant.ts';
import { stopKeyFrom, stopUrl } from '../../../core/household/stop-token.ts';
import { sealKeyFrom } from '../../../core/message/seal.ts';
import { changeConsent } from '../../../services/storage/change-consent.ts';
import { goTo, launchBrowser } from '../../support/browser/browser-session.ts';
import { PATIENCE } from '../../support/builders/phone-client.ts';
import { startTestHomeServer, type TestHomeServer } from '../../support/home/test-home-server.ts';

const anna = addressDigest({ channel: 'email', address: 'anna@example.org' });

let at: TestHomeServer;
let browser: Browser | undefined;
beforeAll(async () => {
  at = await startTestHomeServer({ isPublic: true });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await at.stop();
});

async function aPage(javaScriptEnabled: boolean): Promise<Page> {
  const viewport = { width: 390, height: 780 };
  const context = await (browser as Browser).newContext({ viewport, javaScriptEnabled });
  context.setDefaultTimeout(PATIENCE);
  return context.newPage();
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('a recipient stops messages in a browser without scripts, and the contact’s row says so and what came back', async () => {
  const phone = await aPage(true);
  await phone.goto((await at.server.pairing())?.link ?? '');
  await press(phone, 'Pair this phone');
  await press(phone, 'I have written it down');
  const look = async () => {
    await goTo(phone, 'Waiting');
    await goTo(phone, 'Contacts');
  };
  await look();
  await press(phone, 'Add contact');
  await phone.getByLabel('Name', { exact: true }).fill('Anna');
  await phone.getByLabel('Email address').fill('anna@example.org');
  await press(phone, 'Save');
  await phone.getByText('Anna saved.').waitFor();

  const { household } = at.server;
  const recipient = await aPage(false);
  await recipient.goto(
    stopUrl(at.origin, { household, address: anna }, stopKeyFrom(sealKeyFrom(at.adapters.anchor))),
  );
  await press(recipient, 'Stop messages');
  await recipient.getByText('Stopped. This household can no longer send').waitFor();

  await look();
  const row = phone.getByRole('article', { name: 'Anna' });
  await row.getByText('wants no messages').waitFor();
  await row.getByRole('button', { name: 'Anna' }).click();
  await row.getByText(/^Stopped by the recipient, .* Only they can allow messages again/).waitFor();

  await press(recipient, 'Allow messages');
  await recipient.getByText('Allowed.').waitFor();
  await changeConsent(at.adapters.documents, household, consent =>
    noteBounce(consent, anna, { at: instant(Date.now()), reply: '550 <b>no</b> such user' }),
  );
  await look();
  await row.getByText('a mail came back').waitFor();
  await row.getByRole('button', { name: 'Anna' }).click();
  await row.getByText(/^A mail to this address came back, .*: 550 <b>no<\/b> such user$/).waitFor();
  expect(await row.getByText(/Stopped by/).count()).toBe(0);
});
