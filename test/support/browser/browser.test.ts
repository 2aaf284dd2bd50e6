import { describe, expect, test } from '@jest/globals';
import { findBrowser, findPageBrowser, HOW_TO_GET_A_BROWSER, type Machine } from './browser.ts';
import { provideBrowser, type Way } from './provide-browser.ts';

const aMachine = (has: string[], more: Partial<Machine> = {}): Machine => ({
  platform: 'linux',
  env: { PATH: '/opt/tools:/usr/bin' },
  home: '/home/ben',
  runs: path => has.includes(path),
  downloaded: '/cache/chrome',
  ...more,
});

describe('finding a browser', () => {
  test('the browser at CHROME_PATH is preferred', () => {
    const env = { CHROME_PATH: '/my/chrome', PATH: '/usr/bin' };
    expect(findBrowser(aMachine(['/my/chrome', '/usr/bin/chromium'], { env }))).toBe('/my/chrome');
  });

  test('a CHROME_PATH without a program is ignored', () => {
    const env = { CHROME_PATH: '/my/chrome', PATH: '' };
    expect(findBrowser(aMachine(['/usr/bin/chromium'], { env }))).toBe('/usr/bin/chromium');
  });

  test.each<[string, Partial<Machine>, string]>([
    ['Chromium of Debian', {}, '/usr/bin/chromium'],
    ['Chrome of its own package', {}, '/usr/bin/google-chrome-stable'],
    ['one on the path', {}, '/opt/tools/chrome'],
    ['one that is not on the path', { env: {} }, '/snap/bin/chromium'],
    [
      'Chrome on a Mac',
      { platform: 'darwin' },
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    [
      "Chromium in a Mac user's own folder",
      { platform: 'darwin' },
      '/home/ben/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    [
      'Chrome on Windows',
      { platform: 'win32', env: { 'PROGRAMFILES(X86)': 'C:\\Programs' } },
      'C:\\Programs\\Google\\Chrome\\Application\\chrome.exe',
    ],
    ["playwright-core's own download", {}, '/cache/chrome'],
  ])('a browser is found: %s', (_, more, path) => {
    expect(findBrowser(aMachine([path], more))).toBe(path);
  });

  test('an installed browser is preferred to the download', () => {
    expect(findBrowser(aMachine(['/cache/chrome', '/usr/bin/chromium']))).toBe('/usr/bin/chromium');
  });

  test('no browser is found without an installed one and a download', () => {
    expect(findBrowser(aMachine([]))).toBeUndefined();
  });
});

describe('finding what pages are tested in', () => {
  const shell = '/usr/bin/chromium-headless-shell';

  test('the headless shell is preferred to a whole browser', () => {
    const machine = aMachine([shell, '/usr/bin/google-chrome', '/cache/chrome']);
    expect([findPageBrowser(machine), findBrowser(machine)]).toEqual([shell, '/usr/bin/google-chrome']);
  });

  test('the browser at CHROME_PATH is preferred to the headless shell', () => {
    const env = { CHROME_PATH: '/my/chrome', PATH: '/usr/bin' };
    expect(findPageBrowser(aMachine(['/my/chrome', shell], { env }))).toBe('/my/chrome');
  });

  test('pages are tested in a whole browser where there is no headless shell', () => {
    expect(findPageBrowser(aMachine(['/cache/chrome']))).toBe('/cache/chrome');
    expect(findPageBrowser(aMachine([]))).toBeUndefined();
  });
});

describe('providing a browser', () => {
  /** A machine where a way that works brings a browser. */
  function provided(
    works: (boolean | undefined)[],
    { found = false, chromePath = undefined as string | undefined } = {},
  ) {
    const tried: number[] = [];
    let there = found;
    const ways = works.map((good, index): Way =>
      good === undefined
        ? undefined
        : {
            by: `way ${index} brought`,
            get() {
              tried.push(index);
              there ||= good;
              return good;
            },
          },
    );
    const said = provideBrowser(
      () => (there ? '/usr/bin/chromium' : undefined),
      ways,
      chromePath,
      () => false,
    );
    return { said, tried };
  }

  test('nothing is installed if there is a browser', () => {
    expect(provided([true], { found: true })).toEqual({
      said: 'The browser tests use /usr/bin/chromium.',
      tried: [],
    });
  });

  test('the ways to get a browser are tried until one works', () => {
    expect(provided([false, undefined, true, true])).toEqual({
      said: 'There was no browser; way 2 brought /usr/bin/chromium.',
      tried: [0, 2],
    });
  });

  test('the message says what to do without a working way to get a browser', () => {
    expect(provided([false, undefined])).toEqual({ said: HOW_TO_GET_A_BROWSER, tried: [0] });
  });

  test('the message names a CHROME_PATH without a program', () => {
    expect(provided([], { chromePath: '/my/chrome' }).said).toBe(
      `CHROME_PATH is /my/chrome, where there is no program. ${HOW_TO_GET_A_BROWSER}`,
    );
  });
});
