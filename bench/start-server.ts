import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../test/support/free-port.ts';

const PROJECT = join(import.meta.dirname, '..');

/** How the home server is started. */
export const PROGRAMS = {
  node: [process.execPath, join(PROJECT, 'infra', 'build', 'run-home.mjs'), 'main'],
  npm: ['npm', 'start', '--silent'],
} as const;

/** A home server in processes of its own, with what Linux counts of them all. */
export type StartedServer = {
  /** Of the main port. */
  origin: string;
  /** From the start of the process to the first answer, in milliseconds. */
  took: number;
  /** Resident memory in MiB. Pages that the processes share count for each. */
  memory: () => number;
  /** Milliseconds of CPU since the start. */
  cpu: () => number;
  stop: () => Promise<void>;
};

/** How long a start may take, in milliseconds. */
const PATIENCE = 300_000;

/** Starts the home server over a folder, and waits for its first answer. */
export async function startServer(program: keyof typeof PROGRAMS, folder: string): Promise<StartedServer> {
  const [command, ...args] = PROGRAMS[program];
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const begun = performance.now();
  const server = spawn(command, args, {
    cwd: PROJECT,
    env: { ...process.env, DATA_DIR: folder, PORT: `${port}`, SIMULATOR_PORT: `${simulatorPort}` },
    stdio: 'ignore',
    detached: true,
  });
  const origin = `http://localhost:${port}`;
  const group = server.pid as number;
  const ended = new Promise(resolve => server.once('exit', resolve));
  while (!(await answers(`${origin}/phone/`))) {
    if (server.exitCode !== null || performance.now() - begun > PATIENCE) {
      server.kill('SIGKILL');
      throw new Error('The home server does not start.');
    }
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  const took = performance.now() - begun;
  return {
    origin,
    took,
    memory: () => (sumOf(group, fields => Number(fields[21])) * 4_096) / 2 ** 20,
    // A tick is 10 ms on every Linux that Node.js runs on.
    cpu: () => sumOf(group, fields => Number(fields[11]) + Number(fields[12])) * 10,
    async stop() {
      process.kill(-group, 'SIGTERM');
      await ended;
    },
  };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** Sums a figure over all processes of a group. `fields` are those of `/proc/<pid>/stat` after the name. */
function sumOf(group: number, figureOf: (fields: string[]) => number): number {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(pid => {
      try {
        const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/^.*\) /);
        const fields = after.split(' ');
        return Number(fields[2]) === group ? figureOf(fields) : 0;
      } catch {
        // It has ended.
        return 0;
      }
    })
    .reduce((sum, one) => sum + one, 0);
}
