// Loaded into the home server before anything else (`node --import`): its clock and its uptime are what CHAOS_CLOCK says.
import { readFileSync } from 'node:fs';
import module from 'node:module';
import os from 'node:os';
import { isMainThread } from 'node:worker_threads';

/** How soon a change is noticed, in milliseconds. */
const LOOKS_EVERY = 20;

/** Time that passed, which both show, and how far the clock was set; in milliseconds. */
let [passed, set] = [0, 0];
function look() {
  try {
    [passed = 0, set = 0] = JSON.parse(readFileSync(process.env.CHAOS_CLOCK, 'utf8'));
  } catch {
    // It is being written.
  }
}

if (isMainThread && process.env.CHAOS_CLOCK) {
  const now = Date.now.bind(Date);
  const uptime = os.uptime.bind(os);
  look();
  setInterval(look, LOOKS_EVERY).unref();
  Date.now = () => now() + passed + set;
  os.uptime = () => uptime() + passed / 1_000;
  module.syncBuiltinESMExports();
}
