import { readFileSync } from 'node:fs';
import { prepareInWorker } from '../adapters/audio/prepare-in-worker.ts';

/**
 * Prepares the file that it is given, and prints the result, the milliseconds, and the most memory of the process in
 * MiB. `bench/recordings.ts` runs it, so that each file has a process of its own.
 */
const audio = new Uint8Array(readFileSync(process.argv[2] ?? ''));
const begun = performance.now();
const prepared = await prepareInWorker()(audio);
const milliseconds = performance.now() - begun;
// `maxRSS` of a process begins with that of its parent.
const mebibytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1_024;
console.log(
  JSON.stringify({
    became: 'refused' in prepared ? prepared.refused : prepared.mediaType,
    milliseconds,
    mebibytes,
  }),
);
