import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { goTo } from '../../support/browser/browser-session.ts';
import { type PhonePage, startPairingPage } from '../../support/browser/pair-a-page.ts';

let at: PhonePage['at'];
let page: PhonePage['page'];
let stop: PhonePage['stop'];
let code: string;

beforeAll(async () => {
  ({ at, page, stop } = await startPairingPage());
  await page.getByRole('button', { name: 'Pair this phone' }).click();
  code = await page.locator('[data-recovery-code]').innerText();
  await page.getByRole('button', { name: 'I have written it down' }).click();
});

afterAll(() => stop());

test('a phone that sees an older list after a restore is brought back by the recovery code', async () => {
  const { documents } = at.adapters;
  const { household } = at.server;
  const older = await documents.get(household, 'trust', 'trust');
  await goTo(page, 'Settings');
  await goTo(page, 'Rules for messages');
  await page.getByLabel('Time to take a message back').selectOption({ index: 3 });
  await page.getByText('Saved.').waitFor();
  const newer = await documents.get(household, 'trust', 'trust');
  if (!older || !newer) throw new Error('There is no trust list.');
  await documents.put({ ...newer, links: older.links }, newer.version);

  await page.getByRole('alert').getByText('It may come from an old backup.').waitFor();
  await page.getByRole('button', { name: 'Use the recovery code' }).click();
  await page.getByText('find the recovery code that was in use').waitFor();
  await page.getByRole('button', { name: 'Delete the key and go on' }).click();
  await page.getByRole('textbox', { name: 'Recovery code' }).fill(code);
  await page.getByRole('button', { name: 'Add this phone and remove all others' }).click();
  await page.getByRole('button', { name: 'I have written it down' }).click();
  await page.getByLabel('Time to take a message back').waitFor();
  expect(await page.getByRole('alert').filter({ hasText: /./ }).count()).toBe(0);
});
