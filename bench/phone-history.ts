import type { Browser, Page } from 'playwright-core';
import { hours } from '../core/household/instant.ts';
import { pairAPage } from '../test/support/browser/pair-a-page.ts';
import type { TestHomeServer } from '../test/support/home/test-home-server.ts';

/** How many messages the server sends at a time. */
const PAGE = 200;
/** The last digits of the copies' ids. The newest message has the greatest. */
const NEWEST = 999_999;

type View = { id: string; heldAt: number };

/** Pairs a phone with a household that has a few messages which nobody answered. */
export async function aPhoneWithMessages(browser: Browser, at: TestHomeServer): Promise<Page> {
  const page = await pairAPage(browser, at.server);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('link', { name: 'Add a contact' }).click();
  await press('Add contact');
  await page.getByLabel('Name', { exact: true }).fill('Anna');
  await page.getByLabel('Email address').fill('anna@example.org');
  await press('Save');
  await page.getByText('Anna saved.').waitFor();
  for (const words of ['dinner is at seven', 'happy birthday', 'i am on my way']) {
    await at.say('alexa, tell second yes to send a message to anna');
    await at.say(words);
  }
  at.pass(hours(2));
  return page;
}

/** Answers lists of messages with `many` of them: copies of the household's own, one an hour. */
async function multiply(page: Page, many: number): Promise<void> {
  let own: View[] = [];
  await page.unrouteAll();
  await page.route(/\/messages\?/, async route => {
    const response = await route.fetch();
    // The first request after time has passed is refused, and the phone corrects its clock.
    if (!response.ok()) return route.fulfill({ response });
    const before = new URL(route.request().url()).searchParams.get('before');
    const from = before === null ? 0 : NEWEST - Number(before.slice(-6)) + 1;
    const body = (await response.json()) as { messages: View[] };
    if (body.messages.length > 0) own = body.messages;
    const sameStart = (own[0] as View).id.slice(0, -6);
    const messages = Array.from({ length: Math.min(PAGE, many - from) }, (_, i) => {
      const view = own[i % own.length] as View;
      const place = from + i;
      return { ...view, id: `${sameStart}${NEWEST - place}`, heldAt: view.heldAt - hours(place) };
    });
    await route.fulfill({ response, json: { ...body, messages } });
  });
}

/** Milliseconds. */
export type History = Record<
  'opensIn' | 'longestWhileOpening' | 'longestWhileIdle' | 'longestWhileTurning',
  number
>;

/** Opens History on a processor that is `throttle` times as slow, and turns to its end. */
export async function measureHistory(page: Page, messages: number, throttle: number): Promise<History> {
  await multiply(page, messages);
  await page.goto(`${new URL(page.url()).origin}/phone/#waiting`);
  await page.reload();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  // The first list has come, and the app is idle between two refreshes.
  await page.waitForTimeout(8_000);
  // tsx names functions by a helper that the page has not.
  await page.evaluate('globalThis.__name = given => given');
  const figures = await page.evaluate(async () => {
    const tasks: number[] = [];
    const observer = new PerformanceObserver(list =>
      tasks.push(...list.getEntries().map(one => one.duration)),
    );
    observer.observe({ entryTypes: ['longtask'] });
    const longest = () => Math.max(0, ...tasks.splice(0));
    const painted = () => new Promise(over => requestAnimationFrame(() => setTimeout(over)));
    const wait = (time: number) => new Promise(over => setTimeout(over, time));

    const began = performance.now();
    location.hash = '#history';
    while (document.querySelectorAll('article').length < 50) await painted();
    await painted();
    const opensIn = performance.now() - began;
    await wait(100);
    const longestWhileOpening = longest();
    await wait(5_000);
    const longestWhileIdle = longest();
    for (;;) {
      // While older messages are loaded, the button says something else.
      let older: HTMLButtonElement | undefined;
      for (let look = 0; look < 20 && !older; look++) {
        await wait(200);
        older = [...document.querySelectorAll('button')].find(one => one.textContent === 'Older');
      }
      if (!older || older.disabled) break;
      older.click();
    }
    return { opensIn, longestWhileOpening, longestWhileIdle, longestWhileTurning: longest() };
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await devtools.detach();
  return figures;
}
