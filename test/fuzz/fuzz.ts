import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { minutes } from '../../core/household/instant.ts';
import { startTestHomeServer } from '../support/home/test-home-server.ts';
import { fuzzAlexa } from './alexa.ts';
import { fuzzApi } from './api.ts';
import { fuzzPort, portsOf } from './raw-port.ts';
import { fuzzSimulator } from './simulator.ts';
import { fuzzSkill } from './skill.ts';

/** The highest memory of the whole process that is accepted, in bytes. */
const MOST_MEMORY = 1e9;
/** No entry is fuzzed for longer. */
const LONGEST = minutes(30);

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
const [requests, seed] = [Number(values.requests), Number(values.seed)];
if (![requests, seed].every(Number.isSafeInteger))
  throw new Error('--requests and --seed are whole numbers.');
fc.configureGlobal({ seed, interruptAfterTimeLimit: LONGEST, markInterruptAsFailure: true });

const at = await startTestHomeServer();
const { main, simulator } = portsOf(at);

/** Every entry, its share of the requests, and what fuzzes it. */
const ENTRIES: [name: string, share: number, fuzz: (requests: number) => Promise<Record<string, number>>][] =
  [
    ['skill, handler', 0.3, fuzzSkill],
    ['skill, POST /alexa', 0.15, fuzzAlexa],
    ['phone API', 0.3, fuzzApi],
    ['simulator, app', 0.1, fuzzSimulator],
    ['main port, raw', 0.1, one => fuzzPort(main, one)],
    ["simulator's port, raw", 0.05, one => fuzzPort(simulator, one)],
  ];

let crashes = 0;
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    crashes += 1;
    console.error(error);
  });

const highestMemory = (): number => process.resourceUsage().maxRSS * 1024;

console.log(`seed ${seed}\n`);
console.log('| entry | requests | statuses | crashes | seconds | highest memory so far |');
console.log('| --- | ---: | --- | ---: | ---: | ---: |');
let sent = 0;
let failures = 0;
for (const [name, share, fuzz] of ENTRIES) {
  const [began, crashesBefore] = [performance.now(), crashes];
  const count = await fuzz(Math.round(requests * share)).catch((error: unknown) => {
    failures += 1;
    console.error(error);
    return {};
  });
  // What moved something is counted a second time by the skill's fuzz.
  const statuses = Object.entries<number>(count).filter(([status]) => status !== 'moved');
  const done = statuses.reduce((sum, [, times]) => sum + times, 0);
  sent += done;
  console.log(
    `| ${[
      name,
      done,
      statuses.map(([status, times]) => `${status}: ${times}`).join(', '),
      crashes - crashesBefore,
      Math.round((performance.now() - began) / 1000),
      `${Math.round(highestMemory() / 1e6)} MB`,
    ].join(' | ')} |`,
  );
}
await at.stop();

const isTooLarge = highestMemory() > MOST_MEMORY;
console.log(
  `\n${sent} requests, ${failures} entries answered wrongly, ${crashes} crashes, ${Math.round(highestMemory() / 1e6)} MB`,
);
if (isTooLarge) console.error(`More than ${MOST_MEMORY / 1e6} MB were used.`);
process.exitCode = failures > 0 || crashes > 0 || isTooLarge ? 1 : 0;
