import { HOW_TO_GET_A_BROWSER } from './browser.ts';

/** One way to get a browser. Gives whether it worked, or undefined if this machine does not have it. */
export type Way = { by: string; get: () => boolean } | undefined;

/**
 * Makes sure that there is a browser, trying one way after the other, and says in one line what it did.
 *
 * @param find where the browser is, if there is one
 */
export function provideBrowser(
  find: () => string | undefined,
  ways: Way[],
  chromePath: string | undefined,
  exists: (path: string) => boolean,
): string {
  const nowhere =
    chromePath && !exists(chromePath) ? `CHROME_PATH is ${chromePath}, where there is no program. ` : '';
  const before = find();
  if (before !== undefined) return `${nowhere}The browser tests use ${before}.`;
  for (const way of ways) {
    const after = way?.get() ? find() : undefined;
    if (after !== undefined) return `${nowhere}There was no browser; ${way?.by} ${after}.`;
  }
  return nowhere + HOW_TO_GET_A_BROWSER;
}
