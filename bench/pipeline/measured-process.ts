import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A program that runs and is measured from outside. */
export type MeasuredProcess = {
  pid: number;
  /** The line that the program printed first. */
  firstLine: Promise<string>;
  /** The milliseconds of CPU that it has used. */
  cpu: () => number;
  /** The most memory that it has used, in MiB. */
  peak: () => number;
  stop: () => Promise<void>;
};

/** Ticks of the CPU clock in a second, as `getconf CLK_TCK` says on every Linux that Node.js runs on. */
const TICKS = 100;

/** Starts a program with these environment variables and no other but where programs are found. */
export function startMeasured(
  command: readonly string[],
  { env, cwd }: { env: Record<string, string>; cwd?: string },
): MeasuredProcess {
  const [program = '', ...args] = command;
  const child: ChildProcess = spawn(program, args, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    ...(cwd !== undefined && { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [printed, errors] = ['', ''];
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-2_000)));
  const firstLine = new Promise<string>((found, missing) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (printed.includes('\n')) return;
      printed += text;
      const [line, ...more] = printed.split('\n');
      if (more.length > 0) found(line ?? '');
    });
    void ended.then(() => missing(new Error(`${program} has ended: ${errors}`)));
  });
  // A program that prints nothing is not waited for.
  firstLine.catch(() => {});
  const read = (file: string) => readFileSync(`/proc/${child.pid}/${file}`, 'utf8');
  return {
    pid: child.pid as number,
    firstLine,
    cpu() {
      const [, after = ''] = read('stat').split(/^.*\) /s);
      const fields = after.split(' ');
      return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS;
    },
    peak: () => Number(/VmHWM:\s+(\d+)/.exec(read('status'))?.[1]) / 1_024,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
