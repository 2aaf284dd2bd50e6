import { bundleApps } from './apps.ts';

/**
 * Gives the pages of the home server. The built one has `adapters/files/built-apps.ts` in place of this file, so that
 * it needs no compiler, and tests have `test/support/apps-once.ts`.
 */
export const loadApps = bundleApps;
