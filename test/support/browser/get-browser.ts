// The first step of `npm test`: the browser tests need a browser, and a bare machine has none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser, findPageBrowser, HEADLESS_SHELL } from './browser.ts';
import { provideBrowser, type Way } from './provide-browser.ts';

/** A machine without a network must not wait for ever. */
const PATIENCE = 4 * 60_000;

const succeeds = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, {
    stdio: 'ignore',
    timeout: PATIENCE,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

const installs = (name: string) => succeeds('apt-get', 'install', '-y', '--no-install-recommends', name);

const cli = join(import.meta.dirname, '../../../node_modules/playwright-core/cli.js');
const download: Way = {
  by: 'playwright-core downloaded',
  // On a bare Linux it may lack libraries and not start.
  get: () =>
    succeeds(process.execPath, cli, 'install', 'chromium', '--no-shell') &&
    (process.platform !== 'linux' || succeeds(chromium.executablePath(), '--version')),
};
const debian: Way =
  process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
    ? {
        by: 'apt-get installed',
        get() {
          if (!succeeds('apt-get', 'update') || !installs('chromium')) return false;
          // Not every Debian has it, and the tests run without it, too.
          installs(HEADLESS_SHELL);
          return true;
        },
      }
    : undefined;

const { CHROME_PATH } = process.env;
/** The headless shell alone is not enough. */
const find = () => findBrowser() && findPageBrowser();
process.stdout.write(`${provideBrowser(find, [download, debian], CHROME_PATH, existsSync)}\n`);
