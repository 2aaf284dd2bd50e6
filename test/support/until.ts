import { setTimeout as pauseFor } from 'node:timers/promises';

/** Waits until something holds that happens by itself. Throws after 20 s. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await holds()); await pauseFor(20))
    if (Date.now() > end) throw new Error('It did not happen.');
}
