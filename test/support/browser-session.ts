import { type Browser, chromium, type Page } from 'playwright-core';
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

/** A real browser whose microphone plays this WAV file, over and over. */
export function launchBrowser(wav: string): Promise<Browser> {
  const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  return chromium.launch({
    executablePath: browserPath(),
    args: [...QUIET, ...microphone, `--use-file-for-fake-audio-capture=${wav}`],
  });
}

/** Says something on the Echo page, and waits for the Echo's answer. */
export async function sayOnPage(echo: Page, text: string, answer: RegExp): Promise<void> {
  await echo.getByRole('textbox', { name: 'What is said' }).fill(text);
  await echo.getByRole('button', { name: 'Say it' }).click();
  await echo.getByRole('log').getByText(answer).last().waitFor();
}
