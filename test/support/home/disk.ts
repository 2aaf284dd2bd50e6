import { execFileSync } from 'node:child_process';

/**
 * Whether a disk can be made full here. The limit is the system's own: no file of the process may grow beyond it, and
 * a write that would make one is refused by the kernel. Only Linux lets it be changed while the process runs.
 */
export const canFillDisk = process.platform === 'linux';

/** From now on no file of this process can grow beyond so many bytes; with none, nothing can be written at all. */
export const fillDisk = (pid: number, bytes = 0): void => limit(pid, String(bytes));

/** From now on there is space again. */
export const emptyDisk = (pid: number): void => limit(pid, 'unlimited');

// The soft limit alone: only root may raise a hard one again.
function limit(pid: number, fsize: string): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${fsize}:`]);
}
