import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { goTo } from '../../support/browser/browser-session.ts';
import { type PhonePage, startPairedPage } from '../../support/browser/pair-a-page.ts';

let page: PhonePage['page'];
let stop: PhonePage['stop'];

beforeAll(async () => {
  ({ page, stop } = await startPairedPage());
});

afterAll(() => stop());

const save = () => page.getByRole('button', { name: 'Save', exact: true });

test('what an owner types for the household’s name stays in the field until it is saved, also after the server could not be reached', async () => {
  await goTo(page, 'Settings');
  await goTo(page, 'Rules for messages');
  const field = page.getByLabel('What messages call your household');
  const links = /\/households\/[^/]+\/trust$/;
  await page.route(links, route => route.abort());
  await field.fill('the Miller household');
  await save().click();
  await page.getByRole('alert').first().waitFor();
  expect(await field.inputValue()).toBe('the Miller household');

  await page.unroute(links);
  let letGo = (): void => {};
  const held = new Promise<void>(resolve => (letGo = resolve));
  const sent = new Promise<void>(
    resolve =>
      void page.route(links, async route => {
        resolve();
        await held;
        await route.continue();
      }),
  );
  await save().click();
  await sent;
  expect(await field.inputValue()).toBe('the Miller household');
  letGo();
  await page.getByText('Saved.').waitFor();
  await save().waitFor({ state: 'detached' });
  expect(await field.inputValue()).toBe('the Miller household');
});
