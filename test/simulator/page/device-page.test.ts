/** @slow */
import { PATIENCE } from '../../support/builders/phone-client.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { AppBundle } from '../../../adapters/esbuild/app-bundle.ts';
import { loadApps } from '../../../adapters/esbuild/load-apps.ts';
import { prepareInWorker } from '../../../adapters/audio/prepare-in-worker.ts';
import { listen, type Listening } from '../../../home/requests/listen.ts';
import { hurried, launchBrowser, microphone } from '../../support/browser/browser-session.ts';
import { roomIdOf } from '../../../core/household/ids.ts';
import { noon } from '../../support/builders/builders.ts';
import { aHouseholdSummary, aSimulator } from '../a-simulator.ts';

let browser: Browser;
let bundle: AppBundle;
let server: Listening;
let page: Page;
let paired: boolean;
let called: string;
let household: Awaited<ReturnType<typeof aSimulator>>;
const faults: string[] = [];

beforeAll(async () => {
  bundle = (await loadApps()).simulator;
  browser = await launchBrowser(...microphone());
});
afterAll(() => browser.close());

beforeEach(async () => {
  const at = Date.UTC(2026, 10, 2, 12) as never;
  const mails = [{ id: 'm1', at, to: ['anna@example.org'], subject: 'For Anna', text: '<b>Hello</b>' }];
  paired = true;
  called = 'Kitchen';
  const state = async () =>
    aHouseholdSummary({
      ...(paired ? { waiting: 1 } : { phones: [], pairing }),
      rooms: [{ id: roomIdOf('device-kitchen'), name: called }],
    });
  household = await aSimulator({ bundle, prepare: prepareInWorker(), mails, state });
  server = await listen(household.app, { host: '127.0.0.1', port: 0, variable: 'SIMULATOR_PORT' });
  faults.length = 0;
  await open();
});
afterEach(async () => {
  await page.close();
  await server.close();
  await household[Symbol.asyncDispose]();
  expect(faults).toEqual([]);
});

/** Opens the device simulator, which waits for a tenth of the time that it would. */
async function open({ hurries = true } = {}): Promise<void> {
  page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', error => faults.push(error.message));
  if (hurries) await hurried(page);
  await page.goto(`http://localhost:${server.port}/echo`);
}

const log = () => page.getByRole('log');
const record = () => page.getByRole('button', { name: 'Hold to record' });

async function say(words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'What is said' }).fill(words);
  await page.getByRole('button', { name: 'Say it' }).click();
}

const pairing = { code: 'ABCD-EFGH', link: 'http://localhost:7920/phone/#code=A', until: noon };

const scenario = (name: string) => page.getByRole('button', { name });

/** What people say to each other, and nobody dictates. */
const TALK =
  'well you know I mean he was like yeah and then they just went and I thought that was sort of it you know';

/** A voice that notes what it speaks and never ends. */
const VOICE = `{
  window.spoken = [];
  const voices = new EventTarget();
  voices.getVoices = () => [{ lang: 'en-US' }];
  voices.speak = ({ text }) => spoken.push(text);
  voices.cancel = () => {};
  Object.defineProperty(window, 'speechSynthesis', { value: voices });
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
}`;

/** A browser under load records some tenths of a second less than it shows, and leaves out seconds. */
const LONG_ENOUGH = /Recording, ([2-9]|\d\d) s/;

async function recordingsHeld(): Promise<string[]> {
  const messages = await household.documents.list(household.household, 'message');
  return messages.flatMap(message =>
    message.state === 'held' && message.recording.duration >= 1_000 ? [message.recording.mediaType] : [],
  );
}

describe('the device simulator', () => {
  test('what is typed is said, and the evidence adds up beside it', async () => {
    await say('open second yes');
    await log().getByText('Welcome to Second Yes').waitFor();
    await say('send a message to Anna');
    await log().getByText('What is the message?').waitFor();
    await page.getByRole('list', { name: 'Evidence' }).getByText('A contact was named exactly.').waitFor();
    expect(await page.getByRole('meter').getAttribute('aria-valuetext')).toMatch(/^\+\d/);
  });

  test('an Echo whose light is out does not hear, and says so', async () => {
    await say('we were talking about hardwood floors');
    await log().getByText('The Echo did not wake').waitFor();
    await page.getByText('The light is out.', { exact: false }).first().waitFor();
  });

  test('the record button that is held down with the pointer records what is then held', async () => {
    await say('tell second yes to send a message to Anna');
    await record().and(page.locator(':enabled')).hover();
    await page.mouse.down();
    await page.getByText(LONG_ENOUGH).waitFor();
    await page.mouse.up();
    await log().getByText("I'm holding it.").waitFor();
    expect(await recordingsHeld()).toEqual(['audio/mpeg']);
  });

  test('the record button that is held down with the space bar records what is then held', async () => {
    await say('tell second yes to send a message to Anna');
    await record().and(page.locator(':enabled')).focus();
    await page.keyboard.down('Space');
    await page.getByText(LONG_ENOUGH).waitFor();
    await page.keyboard.up('Space');
    await log().getByText("I'm holding it.").waitFor();
    expect(await recordingsHeld()).toEqual(['audio/mpeg']);
  });

  test('the Echo’s screen shows the held message, and its button discards it', async () => {
    await say('alexa, tell second yes to send a message to anna');
    const screen = page.frameLocator('iframe');
    await screen.getByText('What is the message?').waitFor();
    await say('I am running late, but I should be there by seven');
    await screen.getByText('60 minutes left').waitFor();
    expect(await screen.locator('body').innerText()).not.toMatch(/anna|late|seven/i);
    const discarded = log().getByText('I discarded it. Nothing was sent.');
    // Amazon's renderer takes no touch in the first moments after it has drawn.
    while (!(await discarded.isVisible())) {
      await screen
        .getByText('Discard')
        .click({ timeout: 1_000 })
        .catch(() => {});
      await page.waitForTimeout(200);
    }
    await screen.getByText('I discarded it. Nothing was sent.').waitFor();
  });

  test('a recording that loses the focus is not taken for a message', async () => {
    await say('tell second yes to send a message to Anna');
    await record().and(page.locator(':enabled')).focus();
    await page.keyboard.down('Space');
    await page.getByText(/Recording, [1-9]/).waitFor();
    await page.getByRole('textbox', { name: 'What is said' }).focus();
    await page.getByText('Recording, ').waitFor({ state: 'hidden' });
    await say('stop');
    await log().getByText('Okay. Nothing was recorded.').waitFor();
    expect(await household.documents.list(household.household, 'message')).toEqual([]);
  });

  test('silence lets the Echo ask once more and then puts its light out', async () => {
    await say('open second yes');
    await page.getByRole('button', { name: 'Silence' }).click();
    await log().getByText('You can say, send a message, or help.').last().waitFor();
    await log().getByText('The light went out.').waitFor();
  });

  test('Portland is replayed line by line and stops, in the chosen room', async () => {
    await page.getByRole('tab', { name: 'Kitchen' }).focus();
    await page.keyboard.press('ArrowRight');
    await scenario('Replay Portland').click();
    await log().getByText('In 2018 a recording was sent at this point.').waitFor();
    expect(await log().getAttribute('aria-label')).toContain('Attic');
    expect(await household.documents.list(household.household, 'message')).toEqual([]);
    await page.getByRole('tab', { name: 'Kitchen' }).click();
    await log().getByText('Nothing was said here yet.').waitFor();
  });

  test('a scenario in the scenarioRoom is held, and the household itself knows nothing of it', async () => {
    await page.getByRole('tab', { name: 'Scenario room' }).click();
    await scenario('Replay A muddled request').click();
    await log().getByText('One more question made it clear.').waitFor();
    await page.getByText('The message is held for the phone’s yes.').waitFor();
    expect(household.documents.everything().map(({ kind }) => kind)).toEqual(['trust']);
  });

  test('a scenario can be stopped, and the room is free again', async () => {
    await page.close();
    await open({ hurries: false });
    await page.getByRole('tab', { name: 'Scenario room' }).click();
    await scenario('Replay Portland').click();
    expect(await page.getByRole('textbox', { name: 'What is said' }).isDisabled()).toBe(true);
    await scenario('Stop playing Portland').click();
    await say('stop');
    await log().getByText('Okay. Nothing was recorded.').waitFor();
    expect(await log().getByText('In 2018').count()).toBe(0);
  });

  test('a room that the owner renamed has its new name as soon as the page is looked at again', async () => {
    await page.getByRole('tab', { name: 'Kitchen' }).waitFor();
    called = 'Pantry';
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.getByRole('tab', { name: 'Pantry' }).waitFor();
    await say('tell second yes to send a message to Anna');
    await log()
      .getByText(/message\?/)
      .waitFor();
  });

  test('the device simulator opens in the scenario room before a phone is paired', async () => {
    paired = false;
    await page.reload();
    await page.getByRole('tab', { name: 'Scenario room', selected: true }).waitFor();
    const pair = page.getByRole('link', { name: 'Pair a phone' });
    expect(await pair.getAttribute('href')).toBe(pairing.link);
  });

  test('one button asks why the Echo did that, and the evidence that it is about stays in view', async () => {
    await say('tell second yes to send a message to Anna');
    await log().getByText('What is the message?').waitFor();
    const why = page.getByRole('button', { name: 'Why did you do that?' });
    expect(await why.isDisabled()).toBe(true);
    await say(TALK);
    await log().getByText("I'm not sure that was meant for me").waitFor();
    await why.click();
    await log().getByText('What weighed most: The words clearly read like people talking').waitFor();
    await page.getByText('So unlikely to be meant that the conversation stopped.').waitFor();
  });

  test('each request can be looked at, with its answer', async () => {
    await say('tell second yes to send a message to Anna');
    await page.getByText('SendMessageIntent → asks for the message').click();
    const shown = await page.getByLabel('Request', { exact: true }).textContent();
    expect(JSON.parse(shown ?? '')).toMatchObject({
      request: { intent: { slots: { recipient: { value: 'Anna' } } } },
    });
    expect(JSON.parse((await page.getByLabel('Answer').textContent()) ?? '')).toHaveProperty('response');
  });

  test('the picture stands in a table, too, with each sum', async () => {
    await say('tell second yes to send a message to Anna');
    await page.getByText('As a table').click();
    const cells = await page.getByRole('row').last().getByRole('cell').allTextContents();
    const meter = await page.getByRole('meter').getAttribute('aria-valuetext');
    expect(cells).toHaveLength(4);
    expect(meter).toContain(`${cells[3]}, stops at`);
  });
});

describe('spoken replies', () => {
  const spoken = () => page.evaluate<string[]>('spoken');

  test('replies are spoken where the browser has a voice, until somebody mutes them, which the page remembers', async () => {
    await page.addInitScript(VOICE);
    await page.reload();
    await say('open second yes');
    await log().getByText('Welcome to Second Yes').waitFor();
    expect(await spoken()).toEqual([expect.stringContaining('Welcome to Second Yes.')]);

    await page.getByRole('switch', { name: 'Spoken replies' }).click();
    await say('help');
    await log().getByText('I hold voice messages').waitFor();
    expect(await spoken()).toHaveLength(1);
    await page.reload();
    const muted = page.getByRole('switch', { name: 'Spoken replies', checked: false });
    await muted.waitFor();
    await muted.click();
    await say('stop');
    await log().getByText('Okay. Nothing was recorded.').waitFor();
    expect(await spoken()).toEqual(['Okay. Nothing was recorded.']);
  });

  test('a voice that never ends holds no scenario up for good', async () => {
    await page.addInitScript(VOICE);
    await hurried(page);
    await page.reload();
    await page.getByRole('tab', { name: 'Scenario room' }).click();
    await scenario('Replay A clear request').click();
    await log().getByText('It is held. It leaves only after a yes on the phone.').waitFor();
    expect(await spoken()).toContain('Alexa, tell Second Yes to send a message to Anna');
  });

  test('spoken replies are off where the browser has no voice', async () => {
    expect(await page.getByRole('switch', { name: 'No voice in this browser' }).isDisabled()).toBe(true);
  });
});

/** A browser that recognises the words that a test puts into `globalThis.spoken`. */
const RECOGNITION = `
  class Recognition extends EventTarget {
    start() {
      globalThis.starts = (globalThis.starts ?? 0) + 1;
      const results = [[{ transcript: globalThis.spoken ?? '' }]];
      queueMicrotask(() => this.dispatchEvent(Object.assign(new Event('result'), { results })));
    }
    abort() {}
  }
  globalThis.SpeechRecognition = globalThis.webkitSpeechRecognition = Recognition;`;

describe('speech in the device simulator', () => {
  test('a browser that recognises speech offers it, off, and says where the audio goes', async () => {
    await page.addInitScript(RECOGNITION);
    await page.reload();
    const isWanted = page.getByRole('checkbox', { name: 'Speak instead of typing' });
    expect(await isWanted.isChecked()).toBe(false);
    await page.getByText('Most browsers send the audio to their maker').waitFor();
    expect(await page.getByRole('button', { name: 'Speak', exact: true }).count()).toBe(0);
    await isWanted.check();
    expect(await page.evaluate('globalThis.starts')).toBeUndefined();
  });

  test('what is spoken to the page is said to the Echo', async () => {
    await page.addInitScript(RECOGNITION);
    await page.reload();
    await page.getByRole('checkbox', { name: 'Speak instead of typing' }).check();
    await page.evaluate('globalThis.spoken = "open second yes"');
    await page.getByRole('button', { name: 'Speak', exact: true }).click();
    await log().getByText('open second yes').waitFor();
    await log()
      .getByText(/What would you like to do/)
      .waitFor();
    await page.evaluate('globalThis.spoken = ""');
    await page.getByRole('button', { name: 'Speak', exact: true }).click();
    await log().getByText('Nothing was heard.').waitFor();
  });

  test('a browser that does not recognise speech is offered none', async () => {
    await page.addInitScript(
      'delete globalThis.SpeechRecognition; delete globalThis.webkitSpeechRecognition;',
    );
    await page.reload();
    await page.getByRole('textbox', { name: 'What is said' }).waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
  });

  test('what is kept of a recording, and for how long, is said before one is made', async () => {
    await page.getByText(/erased after 1 hour unless it is sent from the phone, and 1 day after/).waitFor();
  });
});

test('a phone shows the field for what is said on the first screen, and everything can be hit', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  const field = await page.getByRole('textbox', { name: 'What is said' }).boundingBox();
  expect((field?.y ?? Infinity) + (field?.height ?? 0)).toBeLessThan(844);
  const heights = await page
    .getByRole('button')
    .evaluateAll(all => all.map(one => one.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('the start page takes over what has changed, and leaves the keyboard where it was', async () => {
  await page.goto(`http://localhost:${server.port}/`);
  await page.getByText('1 waiting').waitFor();
  await page.getByRole('link', { name: 'Outbox' }).first().focus();
  paired = false;
  await page.getByText('No phone paired yet').waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toContain('Outbox');
});

describe('the outbox page', () => {
  test('a mail is shown as text, with a player for its recording', async () => {
    await page.goto(`http://localhost:${server.port}/outbox`);
    const mail = page.getByRole('listitem').filter({ hasText: 'For Anna' });
    await mail.getByText('<b>Hello</b>').waitFor();
    expect(await mail.locator('audio').getAttribute('src')).toBe('/outbox/m1/audio');
    await page.getByRole('link', { name: 'Phone app' }).waitFor();
  });
});
