import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MAIN = join(ROOT, 'home', 'main.ts');
const { resolve } = createRequire(join(ROOT, 'package.json'));

/** No process outlives a test that failed before it ended it. */
const LIFETIME = 60_000;
/** How long a house may take to stand on a busy machine. */
const PATIENCE = 20_000;

/** What became of a process, and all that it printed. */
export type Ended = { code: number | null; stdout: string; stderr: string };

/** The home host in a process of its own. */
export type MainProcess = {
  /** What it printed, once there is this in it and the empty line with which a house ends what it says. */
  printed(text: string): Promise<string>;
  /** Waits until this event is in its log. */
  logged(event: string): Promise<void>;
  ended: Promise<Ended>;
  /** Asks it to end, and waits. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
  pid: number;
};

/**
 * Starts the home host as `npm start` does, in a folder of the test's, with these settings and none of this
 * machine's. `direct`: without tsx's own process in front, so that `pid` is the house.
 */
export function startMain({
  cwd,
  env = {},
  direct = false,
}: {
  cwd: string;
  env?: Record<string, string>;
  direct?: boolean;
}): MainProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(
    process.execPath,
    direct ? ['--import', resolve('tsx'), MAIN] : [resolve('tsx/cli'), MAIN],
    {
      cwd,
      env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIFETIME,
      killSignal: 'SIGKILL',
    },
  );
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
    printed: text => until(text, () => stdout.includes(text) && stdout.endsWith('\n\n')).then(() => stdout),
    logged: event => until(event, () => stderr.includes(`"event":"${event}"`)),
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}
