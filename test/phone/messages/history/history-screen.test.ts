import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hours } from '../../../../core/household/instant.ts';
import { changeAnswers } from '../../../support/browser/change-answers.ts';
import { goTo } from '../../../support/browser/browser-session.ts';
import { type PhonePage, startPairedPage } from '../../../support/browser/pair-a-page.ts';

let at: PhonePage['at'];
let page: PhonePage['page'];
let stop: PhonePage['stop'];

const NAMES = ['Anna', 'Peter', 'Oscar', 'Mark', 'Zoe', 'Ben', 'Grandma', 'Hannah'];

beforeAll(async () => {
  ({ at, page, stop } = await startPairedPage());
  await goTo(page, 'Contacts');
  for (const name of NAMES) {
    await press('Add contact');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Email address').fill(`${name}@example.org`);
    await press('Save');
    await page.getByText(`${name} saved.`).waitFor();
  }
  // At noon no message is near the end of its day.
  at.pass(untilNoon());
  await hold('oscar', 'good night');
  at.pass(hours(24));
  await hold('anna', 'dinner is at seven');
  await goTo(page, 'History');
});

afterAll(() => stop());

/** Until the next noon on this machine's clocks, in milliseconds. */
function untilNoon(): number {
  const noon = new Date().setHours(12, 0, 0, 0) - Date.now();
  return noon < 0 ? noon + hours(24) : noon;
}

const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
const rowOf = (name: string) => page.getByRole('article', { name: `Message for ${name}` });

async function hold(who: string, what: string): Promise<void> {
  await at.say(`alexa, tell second yes to send a message to ${who}`);
  await at.say(what);
}

describe('the History screen', () => {
  test('messages stand under their day, each on one line with its first words while they are kept', async () => {
    await rowOf('Anna').getByText('dinner is at seven').waitFor();
    await page.getByRole('region', { name: 'Today' }).getByText('Anna').waitFor();
    await page.getByRole('region', { name: 'Yesterday' }).getByText('Oscar').waitFor();
    const row = await rowOf('Anna').boundingBox();
    expect(row?.height).toBeLessThan(60);
    expect(await rowOf('Oscar').getByText('good night').count()).toBe(0);
  });

  test('what happened to a message is rendered when its row is opened, not before', async () => {
    expect(await page.getByText('What happened').count()).toBe(0);
    await rowOf('Oscar').getByRole('button').first().click();
    await rowOf('Oscar').getByText('Nobody answered in time. Nothing was sent.').waitFor();
    expect(await rowOf('Oscar').locator('.log').count()).toBe(0);
    await rowOf('Oscar').getByText('What happened').click();
    await rowOf('Oscar').getByText('Expired without an answer').waitFor();
  });

  test('a message that waits leads from the history to where it can be answered', async () => {
    await rowOf('Anna').getByRole('button').first().click();
    await rowOf('Anna').getByRole('link', { name: 'Answer it under Waiting' }).click();
    await page.getByRole('heading', { name: 'Waiting' }).waitFor();
    await rowOf('Anna').getByRole('button', { name: 'Discard' }).waitFor();
  });
});

describe('the Contacts screen', () => {
  test('contacts are rows in the order of their names, with a search from eight on', async () => {
    await goTo(page, 'Contacts');
    const names = page.locator('.rows .who');
    await page.getByLabel('Search contacts').waitFor();
    expect(await names.allTextContents()).toEqual([...NAMES].sort((a, b) => a.localeCompare(b)));
    await page.getByLabel('Search contacts').fill('zoe@');
    await page.getByRole('article', { name: 'Anna', exact: true }).waitFor({ state: 'detached' });
    expect(await names.allTextContents()).toEqual(['Zoe']);
    await page.getByLabel('Search contacts').fill('nobody');
    await page.getByText('No contact matches.').waitFor();
    await page.getByLabel('Search contacts').fill('');
    await page.getByRole('article', { name: 'Anna', exact: true }).waitFor();
  });

  test('eight contacts fit on one screen, and a name that sounds like another says so', async () => {
    const list = await page.locator('.rows').boundingBox();
    expect(list?.height).toBeLessThan(8 * 60);
    await page.getByRole('article', { name: 'Hannah' }).getByText('sounds like another').waitFor();
    await page.getByRole('article', { name: 'Hannah' }).getByRole('button').click();
    await page.getByText('Sounds like Anna, so the Echo will double-check more often.').waitFor();
  });
});

describe('a long history', () => {
  test('rows come a screen at a time until the page is full, so that no turn of the browser renders them all', async () => {
    await changeAnswers(page, /\/messages\?/, body => {
      const [newest] = body['messages'] as { id: string }[];
      const messages = Array.from({ length: 60 }, (_, place) => ({
        ...newest,
        id: `${newest?.id}-${99 - place}`,
      }));
      return { ...body, messages };
    });
    await goTo(page, 'Waiting');
    await page.getByRole('article').nth(50).waitFor();
    const numbers = await page.evaluateHandle(() => {
      const full = new Promise<number[]>(resolve => {
        const seen: number[] = [];
        const watcher = new MutationObserver(() => {
          const rows = document.querySelectorAll('.history-row').length;
          if (rows > 0 && rows !== seen.at(-1)) seen.push(rows);
          if (rows < 50) return;
          watcher.disconnect();
          resolve(seen);
        });
        watcher.observe(document.body, { subtree: true, childList: true });
      });
      return { full };
    });
    await goTo(page, 'History');
    expect(await numbers.evaluate(({ full }) => full)).toEqual([17, 34, 50]);
  });
});
