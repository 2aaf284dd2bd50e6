import { execFileSync } from 'node:child_process';

/**
 * Whether this machine can simulate a full disk. The kernel's limit of the file size stops every file of a process from
 * growing. Only Linux can change this limit while the process runs.
 */
export const canFillDisk = process.platform === 'linux';

/** Limits the size of every file of a process, in bytes. With 0, the process can write nothing. */
export const fillDisk = (pid: number, bytes = 0): void => limit(pid, String(bytes));

/** Removes the limit. */
export const emptyDisk = (pid: number): void => limit(pid, 'unlimited');

// Only the soft limit is set, because only root may raise a hard limit again.
function limit(pid: number, fsize: string): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${fsize}:`]);
}
