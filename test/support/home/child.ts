import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** The path of tsx for `node --import`. It is resolved here, because a child may run in any folder. */
const TSX = createRequire(join(ROOT, 'package.json')).resolve('tsx');

/** Kills a child that a failed test has left behind, in milliseconds. It is longer than any suite that passes. */
const LIFETIME = 600_000;

export type Child = { process: ChildProcess; line: () => Promise<string>; ended: Promise<unknown> };

/**
 * Runs TypeScript in a process of its own. `source` may import the project's modules from its root. `fileLimit` limits
 * the size of every file, in KiB, as a full disk does. `plain` says that `source` imports JavaScript only, which starts
 * in half the time.
 */
export function startChild(
  source: string,
  { fileLimit, plain = false }: { fileLimit?: number; plain?: boolean } = {},
): Child {
  const typescript = plain ? [] : ['--import', TSX];
  const node = [process.execPath, ...typescript, '--input-type=module', '--eval', source];
  const [command, ...args] = fileLimit
    ? ['bash', '-c', `ulimit -f ${fileLimit}; exec "$@"`, 'bash', ...node]
    : node;
  const child = spawn(command as string, args, {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: LIFETIME,
    killSignal: 'SIGKILL',
  });
  const lines: string[] = [];
  let rest = '';
  let arrived = () => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    arrived();
  });
  const ended = once(child, 'close').then(() => arrived());
  return {
    process: child,
    ended,
    async line() {
      while (lines.length === 0) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error('The child ended silently.');
        await new Promise<void>(resolve => (arrived = resolve));
      }
      return lines.shift() as string;
    },
  };
}
