import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What is judged: how a server looks from outside at one moment. */
export type Figures = {
  /** Resident memory in MiB. */
  memory: number;
  /** Open files, sockets and pipes. */
  handles: number;
  /** Files and folders in the data folder. */
  files: number;
  /** Milliseconds of CPU for each message since the last sample. */
  cpu: number;
  /** The 99th percentile of the last messages' time from the first turn to the mail, in ms. */
  p99: number;
};

/** `at`: seconds since the start. `load`: how many processes of the whole machine want a core (the load average). */
export type Sample = Figures & { at: number; load: number };

/** Looks at a process and its data folder. Linux only. */
export function lookAt(pid: number, dataDir: string): Pick<Figures, 'memory' | 'handles' | 'files'> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    memory: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024,
    handles: readdirSync(`/proc/${pid}/fd`).length,
    files: entriesIn(dataDir).length,
  };
}

export function p99Of(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
}

/** The bytes of a database with its journal. */
export const databaseBytes = (dataDir: string): number =>
  readdirSync(dataDir)
    .filter(name => name.startsWith('documents.db'))
    .reduce((sum, name) => sum + statSync(join(dataDir, name)).size, 0);

/** A message that is erased while this looks is no failure. */
function entriesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true }) as string[];
  } catch {
    return entriesIn(folder);
  }
}
