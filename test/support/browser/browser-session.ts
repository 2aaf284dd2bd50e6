import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { browserPath } from './browser.ts';

const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

/** A real browser, quiet; `more` are further flags. */
export function launchBrowser(...more: string[]): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath(), args: [...QUIET, ...more] });
}

/** Flags for a microphone that is allowed everywhere, and plays this WAV file over and over, or beeps. */
export const microphone = (wav?: string): string[] => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  ...(wav === undefined ? [] : [`--use-file-for-fake-audio-capture=${wav}`]),
];

/** Lets all that a page waits for by itself take a tenth of its time, from when it is next opened. */
export const hurried = (page: Page): Promise<unknown> =>
  page.addInitScript(`{
    const wait = setTimeout;
    setTimeout = (work, time, ...more) => wait(work, time / 10, ...more);
  }`);

/** Lets the phone app look at the house every 0.7 s, not 2 s, within what the house lets a phone ask; all else waits as it does. */
export const lookingOften = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(`{
    const wait = setTimeout;
    setTimeout = (work, time, ...more) => wait(work, time === 2_000 ? 700 : time, ...more);
  }`);

/** Says something on the Echo page, and waits for the Echo's answer. */
export async function sayOnPage(echo: Page, text: string, answer: RegExp): Promise<void> {
  await echo.getByRole('textbox', { name: 'What is said' }).fill(text);
  await echo.getByRole('button', { name: 'Say it' }).click();
  await echo.getByRole('log').getByText(answer).last().waitFor();
}
