import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type PhonePage, startPairedPage } from '../../support/browser/pair-a-page.ts';
import { goTo } from '../../support/browser/browser-session.ts';
import { BOT_TOKEN, startTelegramPeer, type TelegramPeer } from '../../support/peers/telegram-peer.ts';

let telegram: TelegramPeer;
let page: PhonePage['page'];
let stop: PhonePage['stop'];

beforeAll(async () => {
  telegram = await startTelegramPeer();
  ({ page, stop } = await startPairedPage({
    channels: { telegram: { token: BOT_TOKEN, apiRoot: telegram.apiRoot } },
  }));
  await goTo(page, 'Contacts');
});

afterAll(async () => {
  await stop();
  await telegram.stop();
});

const press = (name: string | RegExp) =>
  page
    .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
    .first()
    .click();

test('the owner sends a link, chooses the chat that the contact has started, and saves it as an address', async () => {
  await press('Add contact');
  await page.getByLabel('Name', { exact: true }).fill('Anna');
  await press('Add Telegram');
  expect(await page.getByRole('button', { name: 'Add a webhook' }).count()).toBe(0);

  await press('Get a link for Telegram');
  await page.getByText('Show the link').click();
  const link = new URL(await page.locator('.link-shown').innerText());
  telegram.says('42', `/start ${link.searchParams.get('start')}`, { first_name: 'Anna', username: 'anna_b' });
  await press('Anna (@anna_b) started the bot: use this chat (42)');
  await press('Save');
  await page.getByText('Anna saved.').waitFor();

  const row = page.getByRole('article', { name: 'Anna' });
  await row.getByRole('button').first().click();
  expect(await row.locator('.address').allInnerTexts()).toEqual(['Telegram chat 42']);
});

test('a number that is no chat is refused at its field', async () => {
  await press('Add contact');
  await page.getByLabel('Name', { exact: true }).fill('Ben');
  await press('Add Telegram');
  await page.getByLabel('Telegram chat', { exact: true }).fill('@ben');
  await press('Save');
  await page.getByText('has digits only').waitFor();
  await press('Cancel');
});

test('an address that is to be tried first moves to the front, and is saved and shown so', async () => {
  await press('Add contact');
  await page.getByLabel('Name', { exact: true }).fill('Carla');
  await page.getByLabel('Email address', { exact: true }).fill('carla@example.org');
  await press('Add another address');
  await page.getByLabel('Email address 2').fill('carla@work.example');
  await press('Try address 2 first');
  expect(await page.getByLabel('Email address', { exact: true }).inputValue()).toBe('carla@work.example');
  await press('Save');
  await page.getByText('Carla saved.').waitFor();
  const row = page.getByRole('article', { name: 'Carla' });
  await row.getByRole('button').first().click();
  expect(await row.locator('.address').allInnerTexts()).toEqual(['carla@work.example', 'carla@example.org']);
});
