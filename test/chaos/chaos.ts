import { parseArgs } from 'node:util';
import { canFillDisk } from '../support/home/disk.ts';
import { randomFrom } from '../support/races/races.ts';
import { COUNTS, noCounts } from './ledger.ts';
import { live, prepare } from './life.ts';

/**
 * `npm run chaos [-- --rounds N --seed S]`: kills the home server N times, 100 unless given, while rooms and phones use
 * it and everything around it fails. Prints what happened, and ends with 1, the seed and the ledger's lines if a
 * promise was broken. The seed gives the same faults; what they meet depends on the machine.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } });
const rounds = Number(values.rounds ?? 100);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isSafeInteger(rounds) || rounds < 1 || !Number.isSafeInteger(seed)) {
  console.error('npm run chaos [-- --rounds N --seed S]');
  process.exit(2);
}

/** After this many kills the data folder is checked, and the next life begins on another. */
const KILLS_A_LIFE = 10;
/** Three for each message that is taken the whole way, at the mean: some forty messages between two kills. */
const STEPS = 120;

const random = randomFrom(seed);
const total = noCounts();
const broken: string[] = [];
const begun = Date.now();
console.log(`seed ${seed}, ${rounds} kills`);
if (!canFillDisk) console.log('No disk is filled: this system has no way to do it.');
const cradle = await prepare();
let number = 1;
for (let left = rounds; left > 0; left -= KILLS_A_LIFE) {
  const ledger = await live(cradle, {
    kills: Math.min(left, KILLS_A_LIFE),
    steps: STEPS,
    longest: 60_000,
    mostOpen: 6,
    random,
    firstNumber: number,
  });
  number += ledger.spoken.length;
  for (const name of COUNTS) total[name] += ledger.counts[name];
  broken.push(...ledger.broken);
  const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
  console.log(
    `${total.kills} kills, ${total['messages held']} messages, ${broken.length} broken promises, ${minutes} min`,
  );
  for (const line of ledger.broken) console.log(`  ${line}`);
}
await cradle.remove();
for (const name of COUNTS) console.log(`${name.padEnd(36)} ${total[name]}`);
if (broken.length > 0) {
  console.log(`\n${broken.length} promises were broken; seed ${seed}:`);
  for (const line of broken) console.log(`  ${line}`);
  process.exitCode = 1;
}
