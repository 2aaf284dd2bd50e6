import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PATIENCE } from '../builders/phone-client.ts';

/** What `npm start` runs. */
export const START = join(import.meta.dirname, '../../../infra/build/run-home.mjs');

/** The last line that a home server prints when it has started. What it prints can arrive in pieces. */
export const WELCOME_ENDS = 'Stop it with Ctrl+C.';

/** Kills a process that a failed test has left behind, in milliseconds. It is longer than any suite that passes. */
const LIFETIME = 600_000;

/** How a process ended, and all its output. */
export type Ended = { code: number | null; stdout: string; stderr: string };

/** A home server in a process of its own. */
export type MainProcess = {
  /** Waits until it has started. Gives all that it printed. */
  welcome(): Promise<string>;
  /** Waits until this event is in its log `times` times, once unless given. */
  logged(event: string, times?: number): Promise<void>;
  ended: Promise<Ended>;
  /** Sends a signal and waits until the process has ended. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
  pid: number;
};

/**
 * Starts a home server as `npm start` does, in the folder `cwd`, with these environment variables and none of this
 * machine's. `node` is the program of Node.js, by default the one that runs the test.
 */
export function startMain({
  cwd,
  env = {},
  node = process.execPath,
}: {
  cwd: string;
  env?: Record<string, string>;
  node?: string;
}): MainProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(node, [START, 'main'], {
    cwd,
    env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIFETIME,
    killSignal: 'SIGKILL',
  });
  let [stdout, stderr] = ['', ''];
  const listeners = new Set<() => void>();
  const heard = () => {
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    heard();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    heard();
  });
  const ended = new Promise<Ended>(end => child.once('close', code => end({ code, stdout, stderr })));

  function until(what: string, there: () => boolean): Promise<void> {
    return new Promise((found, missing) => {
      const fail = (why: string) => () =>
        missing(new Error(`${why} before “${what}”:\n${stdout}\n${stderr}`));
      const timer = setTimeout(fail('Nothing more came'), PATIENCE);
      const look = () => {
        if (!there()) return;
        clearTimeout(timer);
        listeners.delete(look);
        found();
      };
      listeners.add(look);
      look();
      void ended.then(fail('It ended'));
    });
  }

  return {
    ended,
    pid: child.pid as number,
    welcome: () => until(WELCOME_ENDS, () => stdout.includes(WELCOME_ENDS)).then(() => stdout),
    logged: (event, times = 1) => until(event, () => stderr.split(`"event":"${event}"`).length > times),
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}
