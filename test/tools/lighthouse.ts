import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { findBrowser, pathOf } from '../support/browser/browser.ts';
import { startTestHomeServer } from '../support/home/test-home-server.ts';

/** Runs Lighthouse on the first view of the phone app with its slow phone, a few times, because results vary. */
const RUNS = 3;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;

const at = await startTestHomeServer();
for (let run = 1; run <= RUNS; run++) {
  const chrome = await launch({
    chromePath: pathOf(findBrowser()),
    chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
  const judged = await lighthouse(`${at.origin}/phone/`, {
    port: chrome.port,
    onlyCategories: [...CATEGORIES],
    logLevel: 'error',
  });
  chrome.kill();
  const scores = CATEGORIES.map(
    name => `${name} ${Math.round((judged?.lhr.categories[name]?.score ?? 0) * 100)}`,
  );
  process.stdout.write(`${scores.join(', ')}\n`);
}
await at.stop();
