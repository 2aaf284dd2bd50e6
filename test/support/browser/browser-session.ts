import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser, findPageBrowser, pathOf } from './browser.ts';

/** Flags of a browser without a window that asks nobody and nothing. */
export const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

/** Launches what pages are tested in. `more`: further flags. */
export const launchBrowser = (...more: string[]): Promise<Browser> => launch(findPageBrowser(), more);

/** Launches Chrome or Chromium as users have it, but without a window. */
export const launchWholeBrowser = (): Promise<Browser> => launch(findBrowser(), []);

const launch = (found: string | undefined, more: string[]): Promise<Browser> =>
  chromium.launch({ executablePath: pathOf(found), args: [...QUIET, ...more] });

/** Flags for a microphone that every page may use. It repeats this WAV file, or beeps. */
export const microphone = (wav?: string): string[] => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  ...(wav === undefined ? [] : [`--use-file-for-fake-audio-capture=${wav}`]),
];

/** Makes the timers of a page ten times faster, from its next load. */
export const hurried = (page: Page): Promise<unknown> =>
  page.addInitScript(`{
    const wait = setTimeout;
    setTimeout = (work, time, ...more) => wait(work, time / 10, ...more);
  }`);

/** Makes the phone app refresh every 0.7 s instead of 2 s, which the rate limit allows. Other timers stay as they are. */
export const lookingOften = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(`{
    const wait = setTimeout;
    setTimeout = (work, time, ...more) => wait(work, time === 2_000 ? 700 : time, ...more);
  }`);

/** Goes to a screen of the phone app, or to a page of its settings, and waits until it is there. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Says something in the device simulator, and waits for the Echo's answer. */
export async function sayOnPage(echo: Page, text: string, answer: RegExp): Promise<void> {
  await echo.getByRole('textbox', { name: 'What is said' }).fill(text);
  await echo.getByRole('button', { name: 'Say it' }).click();
  await echo.getByRole('log').getByText(answer).last().waitFor();
}
