import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { goTo } from '../../support/browser/browser-session.ts';
import { type PhonePage, startPairedPage } from '../../support/browser/pair-a-page.ts';

let at: PhonePage['at'];
let page: PhonePage['page'];
let stop: PhonePage['stop'];

beforeAll(async () => {
  ({ at, page, stop } = await startPairedPage());
});

afterAll(() => stop());

const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);

test('the phone says at the field why a name that misleads is refused, and shows an internationalised address in both forms', async () => {
  await goTo(page, 'Contacts');
  await press('Add contact');
  await fill('Email address', 'anna@m\u00fcnchen.de');
  for (const [name, problem] of [
    ['\u0410nna', 'letters of several alphabets in one word'],
    ['Anna\u202e', 'characters that can\u2019t be seen'],
  ] as const) {
    await fill('Name', name);
    await press('Save');
    await page.getByText(problem).waitFor();
  }
  await fill('Name', 'Anna');
  await press('Save');
  await page.getByText('Anna saved.').waitFor();
  await page.getByRole('button', { name: /^Anna/ }).click();
  const both = 'anna@xn--mnchen-3ya.de (anna@m\u00fcnchen.de)';
  expect(await page.getByRole('article', { name: 'Anna' }).locator('.address').innerText()).toBe(both);

  await press('Add contact');
  await fill('Name', 'An\uff4ea');
  await fill('Email address', 'other@example.org');
  await press('Save');
  await page.getByText('is the same as a name of your contact Anna').waitFor();

  await at.say('alexa, tell second yes to send a message to anna');
  await at.say('dinner is at seven');
  await goTo(page, 'Waiting');
  const card = page.getByRole('article', { name: 'Message for Anna' });
  expect(await card.locator('.address').first().innerText()).toBe(both);
});

test('the phone says why a name of a phone that misleads is refused', async () => {
  await goTo(page, 'Settings');
  await page
    .getByRole('button', { name: /^Rename / })
    .first()
    .click();
  await page.getByRole('textbox').first().fill('Sara\u2019s \u202ephone');
  await press('Save');
  await page.getByText('characters that can\u2019t be seen').waitFor();
});
