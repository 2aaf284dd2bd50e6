import type { StopPageTexts } from '../stop-page.ts';
import { capitalized } from './capitalized.ts';

/** The page on which a recipient stops messages. */
export const stopPage: StopPageTexts = {
  title: 'Voice messages',
  ask: household => `Stop voice messages from ${household ?? 'this household'} to this address?`,
  stop: 'Stop messages',
  stopped: household =>
    `Stopped. ${household === null ? 'This household' : capitalized(household)} can no longer send voice messages to this address.`,
  allowAgain: 'You can allow them again, now or later on this page.',
  allow: 'Allow messages',
  allowed: household =>
    `Allowed. ${household === null ? 'This household' : capitalized(household)} can send voice messages to this address.`,
  unknown: 'This link does not work. It may be incomplete, or the household has left Second Yes.',
  failed: 'That could not be stored. Nothing was changed; try again in a moment.',
};
