import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { goTo } from '../../support/browser/browser-session.ts';
import { type PhonePage, startPairedPage } from '../../support/browser/pair-a-page.ts';

let page: PhonePage['page'];
let stop: PhonePage['stop'];

beforeAll(async () => {
  ({ page, stop } = await startPairedPage());
});

afterAll(() => stop());

/** Makes the browser throw for every time that it formats, as it does for a time beyond all dates. */
const breakTimes = () =>
  page.evaluate(() => {
    const broken = () => {
      throw new RangeError('Invalid time value');
    };
    Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', { configurable: true, get: () => broken });
  });

describe('A part of a page that throws', () => {
  test('a part that throws is replaced by a sentence, and the other sections and screens go on working', async () => {
    await breakTimes();
    await goTo(page, 'Settings');
    await page.getByRole('alert').getByText('This part cannot be shown.').first().waitFor();
    await page.getByRole('button', { name: 'Add a phone' }).waitFor();
    await goTo(page, 'Rules for messages');
    await page.getByLabel('Time to take a message back').selectOption({ index: 3 });
    await page.getByText('Saved.').waitFor();
    await goTo(page, 'Contacts');
    await page.getByRole('button', { name: 'Add contact' }).waitFor();
    expect(await page.getByRole('alert').filter({ hasText: /./ }).count()).toBe(0);
  });

  test('a part that threw is shown once it can be, after a tap', async () => {
    await goTo(page, 'Settings');
    const lost = page.getByRole('alert').getByText('This part cannot be shown.');
    await lost.first().waitFor();
    await page.evaluate(() => Reflect.deleteProperty(Intl.DateTimeFormat.prototype, 'format'));
    await page.evaluate(() =>
      Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
        configurable: true,
        get: () => () => 'some day',
      }),
    );
    while ((await lost.count()) > 0) await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByText('since some day').first().waitFor();
  });
});
