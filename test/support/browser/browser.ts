import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

/** What the search for a browser needs to know about a machine. */
export type Machine = {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  home: string;
  /** Whether the file at this path can be executed. */
  runs: (path: string) => boolean;
  /** The path of the browser that playwright-core downloads. */
  downloaded: string;
};

export const HOW_TO_GET_A_BROWSER =
  'The browser tests need Chrome or Chromium: install one, or set CHROME_PATH to the one you have.';

/** Chromium without windows, as Debian names it. */
export const HEADLESS_SHELL = 'chromium-headless-shell';

/** Finds Chrome or Chromium: first at CHROME_PATH, then an installed one, then the download of playwright-core. */
export function findBrowser(machine: Machine = thisMachine()): string | undefined {
  const candidates = [...named(machine), ...installed(machine), machine.downloaded];
  return candidates.find(path => path !== '' && machine.runs(path));
}

/**
 * Finds what pages are tested in: the browser at CHROME_PATH, or else Chromium's headless shell, or else what
 * `findBrowser` finds. A page takes a third of the time in the shell, which has no windows and shows no notifications.
 */
export function findPageBrowser(machine: Machine = thisMachine()): string | undefined {
  return (
    [...named(machine), ...onPath(machine, [HEADLESS_SHELL, 'chrome-headless-shell'])].find(machine.runs) ??
    findBrowser(machine)
  );
}

/** The path that a search has found. Throws an error that says what to do if there is none. */
export function pathOf(found: string | undefined): string {
  if (found === undefined) throw new Error(HOW_TO_GET_A_BROWSER);
  return found;
}

/** `chromium-browser` comes last: on Ubuntu it may be a stub that only asks for a snap. */
const NAMES = ['google-chrome-stable', 'google-chrome', 'chrome', 'chromium', 'chromium-browser'];
const MAC = ['Google Chrome', 'Chromium'].map(name => `Applications/${name}.app/Contents/MacOS/${name}`);
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];

const named = ({ env: { CHROME_PATH } }: Machine): string[] => (CHROME_PATH ? [CHROME_PATH] : []);

function installed(machine: Machine): string[] {
  const { platform, env, home } = machine;
  if (platform === 'darwin') return ['/', `${home}/`].flatMap(folder => MAC.map(path => folder + path));
  if (platform === 'win32')
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(name =>
      env[name] ? WINDOWS.map(path => `${env[name]}\\${path}`) : [],
    );
  return onPath(machine, NAMES);
}

function onPath({ env }: Machine, names: string[]): string[] {
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return names.flatMap(name => folders.filter(folder => folder !== '').map(folder => join(folder, name)));
}

function thisMachine(): Machine {
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    runs,
    downloaded: chromium.executablePath(),
  };
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
