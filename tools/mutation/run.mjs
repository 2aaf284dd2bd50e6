import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportOf } from './stryker.conf.mjs';

/**
 * Mutation testing: `npm run test:mutation [-- FOLDER or FILE…]`. Stryker makes one change at a time in a pure folder
 * and runs the folder's tests. A change that no test notices survives. Prints each folder's survivors and its score.
 */
const FOLDERS = ['core/message', 'core/approval', 'core/conversation', 'core/confidence', 'services/courier'];
const HERE = import.meta.dirname;
const PROJECT = join(HERE, '../..');
const places = process.argv.length > 2 ? process.argv.slice(2) : FOLDERS;

function run(command, args, options) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(join(HERE, 'node_modules'))) run('npm', ['ci'], { cwd: HERE });

/** A runtime error is a test file that fails before its tests begin. Stryker's own score leaves those mutants out. */
const NOTICED = ['Killed', 'Timeout', 'RuntimeError'];
const MISSED = ['Survived', 'NoCoverage'];

const scores = places.map(place => {
  run(join(HERE, 'node_modules/.bin/stryker'), ['run', join(HERE, 'stryker.conf.mjs')], {
    cwd: PROJECT,
    env: { ...process.env, PLACE: place },
  });
  const { files } = JSON.parse(readFileSync(reportOf(place), 'utf8'));
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = some => statuses.filter(status => some.includes(status)).length;
  const [noticed, missed] = [count(NOTICED), count(MISSED)];
  const score = (100 * noticed) / (noticed + missed);
  return { place, noticed, missed, 'score in %': Number(score.toFixed(1)) };
});

console.table(scores);
