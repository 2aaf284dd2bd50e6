import { setTimeout } from 'node:timers/promises';

/** Waits before the next try after `tried`: 50 ms, doubling, half of it by chance so that two do not meet again. */
export async function pauseBefore(tried: number): Promise<void> {
  const longest = 25 * 2 ** tried;
  await setTimeout(longest / 2 + (Math.random() * longest) / 2);
}
