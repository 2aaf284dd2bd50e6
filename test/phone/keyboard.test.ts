import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PhonePage, startPairingPage } from '../support/browser/pair-a-page.ts';

let at: PhonePage['at'];
let page: PhonePage['page'];
let stop: PhonePage['stop'];

beforeAll(async () => {
  ({ at, page, stop } = await startPairingPage());
});

afterAll(() => stop());

/** More stops than any page here has. */
const MOST_STOPS = 80;

/** What the keyboard is on, by the name that is read aloud. */
const focused = () =>
  page.evaluate(() => {
    const on = document.activeElement === document.body ? null : document.activeElement;
    const labels = on instanceof HTMLInputElement ? [...(on.labels ?? [])].map(one => one.textContent) : [];
    return (on?.getAttribute('aria-label') ?? labels[0] ?? on?.textContent ?? '').trim();
  });

/** Goes on with the tab key until it is on what is called so. */
async function tabTo(name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    const here = await focused();
    if (name.test(here)) return;
    passed.push(here);
  }
  throw new Error(`The tab key never came to ${name.source}, only to ${passed.join(' | ')}`);
}

const press = async (name: RegExp) => {
  await tabTo(name);
  await page.keyboard.press('Enter');
};

describe('With the keyboard alone', () => {
  test('a phone can be paired and the recovery code confirmed with the keyboard alone', async () => {
    await press(/^Pair this phone/);
    await page.locator('[data-recovery-code]').waitFor();
    await press(/^I have written it down/);
    await page.getByRole('heading', { name: 'Waiting' }).waitFor();
  });

  test('a contact can be added with the keyboard alone', async () => {
    await press(/^Contacts/);
    await press(/^Add contact/);
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('Anna');
    await tabTo(/^Email address/);
    await page.keyboard.type('anna@example.org');
    await page.keyboard.press('Enter');
    await page.getByText('Anna saved.').waitFor();
  });

  test('a message can be played, sent and taken back with the keyboard alone', async () => {
    await at.say('alexa, tell second yes to send a message to anna');
    await at.say('dinner is at seven');
    await press(/^Waiting/);
    await page.locator('article[data-state="held"]').waitFor();
    await press(/^Play/);
    await page
      .getByRole('button', { name: 'Send it' })
      .and(page.locator('[aria-disabled=false]:enabled'))
      .waitFor();
    await at.withoutTime(async () => {
      await press(/^Send it/);
      await page
        .getByRole('article')
        .getByText(/Sending in/)
        .waitFor();
      await press(/^Take it back/);
      await page.locator('article[data-state="held"]').waitFor();
    });
  });

  test('the position of a recording can be changed, and the message discarded, with the keyboard alone', async () => {
    await tabTo(/^Position/);
    const slider = page.getByRole('slider', { name: 'Position' });
    await page.keyboard.press('End');
    expect(await slider.inputValue()).not.toBe('0');
    await page.keyboard.press('Home');
    expect(await slider.inputValue()).toBe('0');
    await press(/^Discard/);
    await page.locator('article[data-state="held"]').waitFor({ state: 'detached' });
  });

  test('a contact is opened, changed and kept, and the focus returns to it, with the keyboard alone', async () => {
    await press(/^Contacts/);
    await press(/^AAnna/);
    await press(/^Edit Anna/);
    await page.locator('input:focus').waitFor();
    await press(/^Cancel/);
    await page.locator(':focus', { hasText: /^AAnna/ }).waitFor();
  });

  test('a message of the history is opened with the keyboard alone', async () => {
    await press(/^History/);
    await press(/^Anna.*Discarded/);
    await page.getByText('What happened', { exact: true }).waitFor();
  });

  test('a setting can be changed with the keyboard alone', async () => {
    await press(/^Settings/);
    await page.getByRole('link', { name: 'Rules for messages' }).waitFor();
    await press(/^Rules for messages/);
    await page.getByRole('link', { name: 'Back to Settings' }).and(page.locator(':focus')).waitFor();
    await page.getByLabel('Time to take a message back').waitFor();
    await page.getByLabel('Time to take a message back').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByText('Saved.').waitFor();
  });
});
