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

/** Finds Chrome or Chromium: first at CHROME_PATH, then an installed one, then the download of playwright-core. */
export function findBrowser(machine: Machine = thisMachine()): string | undefined {
  const named = machine.env['CHROME_PATH'];
  const candidates = [...(named ? [named] : []), ...installed(machine), machine.downloaded];
  return candidates.find(path => path !== '' && machine.runs(path));
}

/** The browser that tests run in. Throws an error that says what to do if there is none. */
export function browserPath(): string {
  const found = findBrowser();
  if (found === undefined) throw new Error(HOW_TO_GET_A_BROWSER);
  return found;
}

/** `chromium-browser` comes last: on Ubuntu it may be a stub that only asks for a snap. */
const NAMES = ['google-chrome-stable', 'google-chrome', 'chrome', 'chromium', 'chromium-browser'];
const MAC = ['Google Chrome', 'Chromium'].map(name => `Applications/${name}.app/Contents/MacOS/${name}`);
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];

function installed({ platform, env, home }: Machine): string[] {
  if (platform === 'darwin') return ['/', `${home}/`].flatMap(folder => MAC.map(path => folder + path));
  if (platform === 'win32')
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(name =>
      env[name] ? WINDOWS.map(path => `${env[name]}\\${path}`) : [],
    );
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return NAMES.flatMap(name => folders.filter(folder => folder !== '').map(folder => join(folder, name)));
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
