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

/** Says something on the Echo page, and waits for the Echo's answer. */
export async function sayOnPage(echo: Page, text: string, answer: RegExp): Promise<void> {
  await echo.getByRole('textbox', { name: 'What is said' }).fill(text);
  await echo.getByRole('button', { name: 'Say it' }).click();
  await echo.getByRole('log').getByText(answer).last().waitFor();
}
