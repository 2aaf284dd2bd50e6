/** @slow */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PhonePage, startPairingPage } from '../support/browser/pair-a-page.ts';

let at: PhonePage['at'];
let page: PhonePage['page'];
let stop: PhonePage['stop'];

beforeAll(async () => {
  ({ at, page, stop } = await startPairingPage());
});

afterAll(() => stop());

/** Presses a button as a keyboard does. */
const press = (name: string) => page.getByRole('button', { name, exact: true }).first().press('Enter');
const tab = (name: string) => page.getByRole('link', { name: new RegExp(`^${name}`) }).press('Enter');
const focusOn = (role: 'heading' | 'button' | 'textbox', name: string | RegExp) =>
  page
    .getByRole(role, { name, ...(typeof name === 'string' && { exact: true }) })
    .and(page.locator(':focus'))
    .waitFor();

describe('The focus goes to what comes next', () => {
  test('a refused form has the focus on its first wrong field', async () => {
    await page.getByLabel('Pairing code').fill('ABC');
    await press('Pair this phone');
    await focusOn('textbox', 'Pairing code');
  });

  test('the recovery form and the way back put the focus on their title', async () => {
    await press('I’ve lost my phone');
    await focusOn('heading', 'Use the recovery code');
    await press('I have a pairing code');
    await focusOn('heading', 'Pair this phone');
  });

  test('after pairing, the focus is on the title of the recovery code, and then of Waiting', async () => {
    await page.getByLabel('Pairing code').fill((await at.server.pairing())?.code ?? '');
    await press('Pair this phone');
    await focusOn('heading', 'Write this down');
    await press('I have written it down');
    await focusOn('heading', 'Waiting');
  });

  test('the link of an empty screen puts the focus on the title of the screen that it opens', async () => {
    await page.getByRole('link', { name: 'Add a contact' }).press('Enter');
    await focusOn('heading', 'Contacts');
  });

  test('a contact that is refused has the focus on its wrong field', async () => {
    await press('Add contact');
    await page.getByLabel('Name', { exact: true }).fill('Anna');
    await page.getByLabel('Email address').fill('anna@');
    await press('Save');
    await focusOn('textbox', 'Email address');
    await page.getByLabel('Email address').fill('anna@example.org');
    await press('Save');
    await page.getByText('Anna saved.').waitFor();
  });

  test('the question before a contact is removed has the focus, and its row again once it is kept', async () => {
    await page.getByRole('button', { name: /^Anna/ }).press('Enter');
    await press('Remove Anna');
    await page
      .locator(':focus', { hasText: 'Remove Anna? You won’t be able to send Anna messages.' })
      .waitFor();
    await press('Cancel');
    await focusOn('button', /^Anna/);
  });

  test('a room that is renamed has the focus on its field, and then on the button that opened it', async () => {
    await at.say('alexa, open second yes');
    await tab('Settings');
    await press('Rename Kitchen');
    await focusOn('textbox', 'Name of this room');
    await press('Cancel');
    await focusOn('button', 'Rename Kitchen');
  });

  test('the invitation of a phone has the focus while it is shown, and the button that opened it afterwards', async () => {
    await press('Add a phone');
    await page.locator(':focus', { hasText: 'The code works for' }).waitFor();
    await press('Close');
    await focusOn('button', 'Add a phone');
  });

  test('a page of Settings has the focus on the way back before anything else can be pressed', async () => {
    const isOnBack = await page.evaluate(`new Promise(resolve => {
      const watcher = new MutationObserver(() => {
        const back = document.querySelector('a.back');
        if (!back) return;
        watcher.disconnect();
        resolve(document.activeElement === back);
      });
      watcher.observe(document.body, { subtree: true, childList: true });
      document.querySelector('[href="#settings/data"]').click();
    })`);
    expect(isOnBack).toBe(true);
    await page.getByRole('link', { name: 'Back to Settings' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  });

  test('keeping everything returns the focus to the button that asked to erase it', async () => {
    await page.getByRole('link', { name: 'Your data' }).press('Enter');
    await press('Erase everything');
    await focusOn('textbox', 'Type ERASE');
    await press('Cancel');
    await focusOn('button', 'Erase everything');
  });
});
