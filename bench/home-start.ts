import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../test/support/temporary-folder.ts';

/**
 * Measures the start of the home server: from the start of its process to its first answer, and the memory of the process
 * and its children then. The built server is started by Node, and by npm; the sources are started by tsx, as before there
 * was a build. They start in turn.
 */
const ROUNDS = 7;
const PROJECT = join(import.meta.dirname, '..');
const PROGRAMS: Record<string, [string, ...string[]]> = {
  'built, by Node': [process.execPath, join(PROJECT, 'infra', 'build', 'run-home.mjs'), 'main'],
  'built, by npm start': ['npm', 'start', '--silent'],
  'sources, by tsx': [process.execPath, '--import', 'tsx', join(PROJECT, 'home', 'main.ts')],
};

type Start = { milliseconds: number; mebibytes: number };

async function measureStart([command, ...rest]: [string, ...string[]]): Promise<Start> {
  const data = temporaryFolder();
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const begun = performance.now();
  const server = spawn(command, rest, {
    cwd: PROJECT,
    env: { ...process.env, DATA_DIR: data.path, PORT: `${port}`, SIMULATOR_PORT: `${simulatorPort}` },
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise(resolve => server.once('exit', resolve));
  while (!(await answers(`http://localhost:${port}/phone/`)))
    await new Promise(resolve => setTimeout(resolve, 5));
  const milliseconds = performance.now() - begun;
  const mebibytes = memoryOfGroup(server.pid as number);
  process.kill(-(server.pid as number), 'SIGTERM');
  await ended;
  data.remove();
  return { milliseconds, mebibytes };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The resident memory of all processes of a group, as Linux counts it; pages that they share count for each. */
function memoryOfGroup(group: number): number {
  const pages = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(pid => {
      try {
        const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/^.*\) /);
        const fields = after.split(' ');
        return Number(fields[2]) === group ? Number(fields[21]) : 0;
      } catch {
        return 0;
      }
    });
  return (pages.reduce((sum, some) => sum + some, 0) * 4_096) / 2 ** 20;
}

const spread = (values: number[]): string => {
  const sorted = values.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  return `${sorted[sorted.length >> 1]?.toFixed(0)} (${least?.toFixed(0)} to ${most?.toFixed(0)})`;
};

// The first start builds.
await measureStart(Object.values(PROGRAMS)[0] as [string, ...string[]]);
const starts: Record<string, Start[]> = {};
for (let round = 0; round < ROUNDS; round += 1)
  for (const [name, program] of Object.entries(PROGRAMS))
    (starts[name] ??= []).push(await measureStart(program));
for (const [name, some] of Object.entries(starts)) {
  const milliseconds = some.map(one => one.milliseconds);
  const memory = some.map(one => one.mebibytes);
  console.log(`${name.padEnd(20)} ${spread(milliseconds)} ms to the first answer, ${spread(memory)} MiB`);
}
