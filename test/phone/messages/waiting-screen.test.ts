/** @slow */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { goTo, launchBrowser, lookingOften } from '../../support/browser/browser-session.ts';
import { startTestHomeServer, type TestHomeServer } from '../../support/home/test-home-server.ts';
import { PATIENCE } from '../../support/builders/phone-client.ts';

let at: TestHomeServer;
let browser: Browser | undefined;
let page: Page;

const LONG = 'Maximiliane Elisabeth von Hohenstaufen-Waldburg';
const NAMES = ['Peter', 'Anna', LONG, 'Oscar', 'Mark', 'Zoe', 'Ben', 'Grandma'];

beforeAll(async () => {
  at = await startTestHomeServer();
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(PATIENCE);
  await lookingOften(context);
  page = await context.newPage();
  await page.goto((await at.server.pairing())?.link ?? '');
  await press('Pair this phone');
  await press('I have written it down');
  await goTo(page, 'Contacts');
  for (const name of NAMES) {
    await press('Add contact');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Email address').fill(`${name.split(' ')[0]}@a-long-domain.example.org`);
    await press('Save');
    await page.getByText(`${name} saved.`).waitFor();
  }
  await goTo(page, 'Waiting');
  await hold('anna', 'dinner is at seven');
  await cardOf('Anna').getByText('Listen to at least half of it first.').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await at.stop();
});

const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
const cardOf = (name: string) => page.getByRole('article', { name: `Message for ${name}` });
const buttonOf = (name: string, button: string) =>
  cardOf(name).getByRole('button', { name: new RegExp(`^${button}(:|$)`) });

async function hold(who: string, what: string): Promise<void> {
  await at.say(`alexa, tell second yes to send a message to ${who}`);
  await at.say(what);
}

async function middleOf(button: ReturnType<typeof buttonOf>): Promise<{ x: number; y: number }> {
  const box = await button.boundingBox();
  if (!box) throw new Error('The button is not on the page.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The button at a point of the window, and whose card it is on; undefined if a tap there reaches no button. */
const tappedAt = (point: { x: number; y: number }) =>
  page.evaluate(({ x, y }) => {
    const button = document.elementFromPoint(x, y)?.closest('button');
    const card = button?.closest('article')?.getAttribute('aria-label');
    return button ? `${button.textContent}, ${card}` : undefined;
  }, point);

/**
 * Watches, in the page itself, for the moment in which both cards have moved: whether a tap then reaches the first button
 * of each. A busy machine may look at the page only when the moment is over.
 */
const watchMoved = () =>
  page.evaluateHandle(() => {
    const tapped = new Promise<[string | null, boolean][]>(resolve => {
      const watcher = new MutationObserver(() => {
        const cards = [...document.querySelectorAll('article[data-moved]')];
        if (cards.length < 2) return;
        watcher.disconnect();
        resolve(
          cards.map(card => {
            const button = card.querySelector('.actions button') ?? card;
            button.scrollIntoView({ block: 'center' });
            const { left, top, width, height } = button.getBoundingClientRect();
            const reached = document.elementFromPoint(left + width / 2, top + height / 2);
            return [card.getAttribute('aria-label'), button.contains(reached)];
          }),
        );
      });
      watcher.observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-moved'] });
    });
    return { tapped };
  });

const focused = () =>
  page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
  );

/** What the page reads aloud while `act` runs. */
async function heardDuring(act: () => Promise<void>): Promise<string[]> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const region = document.querySelector('.toaster [role="status"]') as Element;
    new MutationObserver(() => region.textContent && heard.push(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await act();
  return page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}

async function listenTo(name: string): Promise<void> {
  await buttonOf(name, 'Play').click();
  await buttonOf(name, 'Send it').and(page.locator('[aria-disabled=false]:enabled')).waitFor();
}

describe('the Waiting screen', () => {
  test('a message that arrives comes last and leaves every button where it was', async () => {
    const discard = await middleOf(buttonOf('Anna', 'Discard'));
    await page.setViewportSize({ width: 390, height: 560 });
    await hold('peter', 'i am on my way');
    await cardOf('Peter').getByText('Listen to at least half of it first.').waitFor();
    expect(await middleOf(buttonOf('Anna', 'Discard'))).toEqual(discard);
    expect(
      await page.getByRole('article').evaluateAll(all => all.map(one => one.getAttribute('aria-label'))),
    ).toEqual(['Message for Anna', 'Message for Peter']);
  });

  test('a lost connection is said above the page and moves no button', async () => {
    const discard = await middleOf(buttonOf('Anna', 'Discard'));
    const lost = page.getByText(/^Can’t reach Second Yes/);
    await page.context().setOffline(true);
    await lost.waitFor();
    expect(await middleOf(buttonOf('Anna', 'Discard'))).toEqual(discard);
    await page.context().setOffline(false);
    await lost.waitFor({ state: 'detached' });
  });

  test('a message that is not on the screen is announced with a button that leads to it', async () => {
    await press('1 new message ↓');
    expect(await focused()).toBe('Message for Peter');
    await page.getByRole('button', { name: '1 new message ↓' }).waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.evaluate(() => window.scrollTo(0, 0));
  });

  test('before a message can be sent, its button takes the focus, says which message and what is missing, and does nothing', async () => {
    const send = page.getByRole('button', { name: 'Send it: Message for Peter', exact: true });
    await send.focus();
    expect(await focused()).toBe('Send it: Message for Peter');
    const described = await send.evaluate(
      button => document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent,
    );
    expect(described).toBe('Listen to at least half of it first.');
    await page.keyboard.press('Enter');
    expect(await send.getAttribute('aria-disabled')).toBe('true');
    expect(await cardOf('Peter').getAttribute('data-state')).toBe('held');
    for (const name of ['Discard: Message for Peter', 'That wasn’t me: Message for Peter'])
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(1);
    await page.evaluate(() => window.scrollTo(0, 0));
  });

  test('a button that moves to where another one was takes no tap for a moment', async () => {
    await listenTo('Anna');
    await page.locator('article[data-moved]').first().waitFor({ state: 'detached' });
    const point = await middleOf(buttonOf('Anna', 'Discard'));
    expect(await tappedAt(point)).toBe('Discard, Message for Anna');
    await buttonOf('Peter', 'Send it').waitFor();
    const moved = await watchMoved();
    await page.mouse.click(point.x, point.y);
    await cardOf('Anna')
      .getByText(/You discarded it/)
      .waitFor();
    expect(await moved.evaluate(({ tapped }) => tapped)).toEqual([
      ['Message for Anna', false],
      ['Message for Peter', false],
    ]);
    await page.locator('article[data-moved]').first().waitFor({ state: 'detached' });
    expect(await tappedAt(await middleOf(buttonOf('Peter', 'Discard')))).toBe('Discard, Message for Peter');
    await cardOf('Anna')
      .getByText(/You discarded it\. Nothing/)
      .waitFor();
  });

  test('a discard is taken back with one tap, and the message waits again', async () => {
    await at.withoutTime(async () => {
      await buttonOf('Peter', 'That wasn’t me').click();
      await cardOf('Peter')
        .getByText(/It is erased in/)
        .waitFor();
      expect(await focused()).toBe('Take it back');
      await buttonOf('Peter', 'Take it back').click();
      await cardOf('Peter').getByText('Taken back. The message waits for your answer again.').waitFor();
      expect(await cardOf('Peter').getAttribute('data-state')).toBe('held');
    });
  });

  test('the countdown of a release is read aloud once, and the focus is on taking it back', async () => {
    await listenTo('Peter');
    const heard = await heardDuring(() =>
      at.withoutTime(async () => {
        await buttonOf('Peter', 'Send it').click();
        await cardOf('Peter')
          .getByText(/Sending in/)
          .waitFor();
        await page.waitForTimeout(2_500);
        expect(await focused()).toBe('Take it back');
        await buttonOf('Peter', 'Take it back').click();
        await cardOf('Peter')
          .getByText(/listen once more/)
          .waitFor();
      }),
    );
    expect(heard.filter(text => /Sending in/.test(text))).toEqual([
      expect.stringMatching(/^You approved it\. Sending in \d s\.$/),
    ]);
  });

  test('after a release is taken back, this is said, the ring is empty and the focus is on Play', async () => {
    const status = 'Taken back. Nothing was sent. To send it after all, listen once more.';
    expect(await cardOf('Peter').locator('.status').textContent()).toBe(status);
    await page.locator('.toaster [role="status"]').getByText(status, { exact: true }).waitFor();
    expect(await cardOf('Peter').locator('.ring .heard').getAttribute('stroke-dasharray')).toMatch(/^0 /);
    expect(await focused()).toBe('Play');
  });

  test('the picker is sorted, keeps long names apart, and finds by name and address from eight contacts on', async () => {
    await buttonOf('Peter', 'Send to someone else').click();
    const rows = cardOf('Peter').locator('.choices label');
    const boxes = await rows.evaluateAll(all =>
      all.map(row => ({
        row: row.getBoundingClientRect().height,
        text: row.querySelector('span:last-of-type')?.parentElement?.getBoundingClientRect().height ?? 0,
      })),
    );
    expect(boxes).toHaveLength(NAMES.length);
    for (const { row, text } of boxes) expect(row).toBeGreaterThanOrEqual(text);
    const names = await cardOf('Peter').locator('.picker bdi').allTextContents();
    expect(names).toEqual([...NAMES].sort((a, b) => a.localeCompare(b)));
    await page.getByLabel('Search contacts').fill('zoe@');
    expect(await cardOf('Peter').locator('.picker bdi').allTextContents()).toEqual(['Peter', 'Zoe']);
    await buttonOf('Peter', 'Send to someone else').click();
  });

  test('a name at 200% text and 320 px is not broken, and nothing scrolls sideways', async () => {
    await page.setViewportSize({ width: 320, height: 844 });
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    const name = cardOf('Peter').getByRole('heading', { name: 'Peter' });
    const { height, line } = await name.evaluate(one => ({
      height: one.getBoundingClientRect().height,
      line: parseFloat(getComputedStyle(one).lineHeight),
    }));
    expect(Math.round(height / line)).toBe(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.evaluate(() => (document.documentElement.style.fontSize = ''));
    await page.setViewportSize({ width: 390, height: 844 });
  });

  test('the reader’s own text size is used', async () => {
    const session = await page.context().newCDPSession(page);
    const rootSize = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
    await session.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
    expect(await rootSize()).toBe('32px');
    await session.send('Page.setFontSizes', { fontSizes: { standard: 16 } });
    await session.detach();
  });

  test('a recording that has ended before the server answered that the phone listens was listened to', async () => {
    let letThrough = () => {};
    const held = new Promise<void>(resolve => (letThrough = resolve));
    await page.route('**/listen', async route => {
      await held;
      await route.continue();
    });
    await hold('zoe', 'i am on my way');
    await buttonOf('Zoe', 'Play').click();
    await cardOf('Zoe')
      .locator('audio')
      .evaluate(
        (audio: HTMLAudioElement) =>
          audio.ended || new Promise(ended => audio.addEventListener('ended', ended, { once: true })),
      );
    expect(await buttonOf('Zoe', 'Send it').getAttribute('aria-disabled')).toBe('true');
    letThrough();
    await buttonOf('Zoe', 'Send it').and(page.locator('[aria-disabled=false]:enabled')).waitFor();
    await page.unroute('**/listen');
    await buttonOf('Zoe', 'Discard').click();
    await page.getByText('Take it back').waitFor();
  });

  test('the third accident in a row says that it paused the room, which can be resumed there', async () => {
    await buttonOf('Peter', 'That wasn’t me').click();
    for (const [who, what] of [
      ['oscar', 'good night'],
      ['zoe', 'see you tomorrow'],
    ] as const) {
      await hold(who, what);
      const name = who === 'zoe' ? 'Zoe' : 'Oscar';
      await buttonOf(name, 'That wasn’t me').click();
    }
    const alert = page.getByRole('alert').getByText('Kitchen is paused after three accidents in a row.');
    await alert.waitFor();
    await press('Resume Kitchen');
    await page.getByText('Kitchen takes messages again.').waitFor();
    await page.getByRole('button', { name: 'Resume Kitchen' }).waitFor({ state: 'detached' });
  });

  test('what reads aloud is in the accessibility tree while it is empty', async () => {
    await page.reload();
    await goTo(page, 'Contacts');
    await page.getByRole('heading', { name: 'Contacts' }).waitFor();
    const session = await page.context().newCDPSession(page);
    const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as {
      nodes: { ignored: boolean; role?: { value: string } }[];
    };
    const roles = nodes.filter(({ ignored }) => !ignored).map(({ role }) => role?.value);
    expect(roles).toEqual(expect.arrayContaining(['status', 'alert']));
  });
});
