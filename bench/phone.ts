import type { Browser } from 'playwright-core';
import { PATIENCE } from '../test/support/builders/phone-client.ts';
import { launchWholeBrowser } from '../test/support/browser/browser-session.ts';
import { startTestHomeServer } from '../test/support/home/test-home-server.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { type Part, type Row, row } from './part.ts';
import { aPhoneWithMessages, type History, measureHistory } from './phone-history.ts';
import { type StartedServer, startServer } from './start-server.ts';

/** WebPageTest's "4G": 9 Mbit/s both ways and 170 ms there and back. */
const FOUR_G = {
  offline: false,
  latency: 170,
  downloadThroughput: 9_000_000 / 8,
  uploadThroughput: 9_000_000 / 8,
};
/** How much slower the processor of a small phone is than this machine's. */
const THROTTLE = 4;
const SCRIPT_REACH = { atMost: 60 };

/** The kilobytes of the script, and of every part that the page says the browser needs at once, as a browser gets them. */
async function scriptKilobytes(origin: string): Promise<number> {
  const address = `${origin}/phone/`;
  const page = await (await fetch(address)).text();
  const sources = [...page.matchAll(/<(?:script|link rel="modulepreload")[^>]* (?:src|href)="([^"]+)"/g)];
  const sizes = sources.map(async ([, source = '']) => {
    const response = await fetch(new URL(source, address), {
      headers: { 'Accept-Encoding': 'gzip, deflate, br' },
    });
    await response.arrayBuffer();
    return Number(response.headers.get('Content-Length')) / 1_000;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Opens the app in a browser that has never seen it: milliseconds to the first view, and kilobytes. */
async function firstView(
  browser: Browser,
  origin: string,
): Promise<{ milliseconds: number; kilobytes: number }> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    serviceWorkers: 'block',
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', FOUR_G);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(`${origin}/phone/`);
  await page.getByRole('heading').first().waitFor();
  const milliseconds = await page.evaluate(
    `performance.getEntriesByName('first-contentful-paint')[0].startTime`,
  );
  await context.close();
  return { milliseconds: Number(milliseconds), kilobytes: bytes / 1_000 };
}

/**
 * The first view comes from the server as it is built, History from one whose clock can be moved. The short form has no
 * browser.
 */
export const phone: Part = {
  name: 'phone',
  about: 'The phone app over a 4G-shaped connection on a processor that is four times as slow.',
  async run({ short }) {
    const script = await withServer(({ origin }) => scriptKilobytes(origin));
    const rows = [row('the script of the first view, compressed', 'kB', [script], SCRIPT_REACH)];
    if (!short) {
      const browser = await launchWholeBrowser();
      try {
        rows.push(...(await firstViewRows(browser)), ...(await historyRows(browser)));
      } finally {
        await browser.close();
      }
    }
    return {
      rows,
      broken: script > SCRIPT_REACH.atMost ? ['The script of the first view has at most 60 kB.'] : [],
    };
  },
};

async function withServer<Result>(work: (server: StartedServer) => Promise<Result>): Promise<Result> {
  const folder = temporaryFolder();
  const server = await startServer('node', folder.path);
  try {
    return await work(server);
  } finally {
    await server.stop();
    folder.remove();
  }
}

const firstViewRows = (browser: Browser): Promise<Row[]> =>
  withServer(async ({ origin }) => {
    const views = [];
    for (let round = 0; round < 9; round += 1) views.push(await firstView(browser, origin));
    return [
      row(
        'all bytes of the first view',
        'kB',
        views.map(view => view.kilobytes),
      ),
      row(
        'the first view',
        'ms',
        views.map(view => view.milliseconds),
        { atMost: 1_500 },
      ),
    ];
  });

/** The times of History with a few messages and with many, taking turns. */
async function historyRows(browser: Browser): Promise<Row[]> {
  const at = await startTestHomeServer();
  try {
    const page = await aPhoneWithMessages(browser, at);
    const measured: [number, History[]][] = [
      [100, []],
      [2_000, []],
    ];
    for (let round = 0; round < 3; round += 1)
      for (const [messages, histories] of measured)
        histories.push(await measureHistory(page, messages, THROTTLE));
    return measured.flatMap(([messages, histories]) => {
      const rowOf = (what: string, figure: (one: History) => number) =>
        row(`History of ${messages} messages, ${what}`, 'ms', histories.map(figure));
      return [
        rowOf('opening', one => one.opensIn),
        rowOf('longest task while opening', one => one.longestWhileOpening),
        rowOf('longest task while idle', one => one.longestWhileIdle),
        rowOf('longest task while turning pages', one => one.longestWhileTurning),
      ];
    });
  } finally {
    await at.stop();
  }
}
