import { setTimeout as pauseFor } from 'node:timers/promises';
import { PATIENCE } from './builders/phone-client.ts';

/** Waits until something holds that happens by itself. Throws when its patience is over. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE; !(await holds()); await pauseFor(20))
    if (Date.now() > end) throw new Error('It did not happen.');
}
