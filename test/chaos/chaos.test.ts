/** @slow */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { howFar, TIMEOUT } from '../support/how-far.ts';
import { randomFrom } from '../support/races/races.ts';
import { type Cradle, live, prepare } from './life.ts';

let cradle: Cradle;
beforeAll(async () => {
  cradle = await prepare();
}, TIMEOUT);
afterAll(() => cradle.remove());

/** Lives of twenty kills each. */
const LIVES = howFar({ short: [1], long: Array.from({ length: 20 }, (_, life) => life + 1) });

test.each(LIVES)(
  'a home server that is killed twenty times while everything around it fails breaks no promise (life %i)',
  async life => {
    const ledger = await live(cradle, {
      kills: 20,
      // Speech is what costs time here.
      ...howFar({
        short: { steps: 3, longest: 3_000, mostOpen: 1 },
        long: { steps: 30, longest: 20_000, mostOpen: 6 },
      }),
      random: randomFrom(life),
      firstNumber: 1,
    });
    expect(ledger.broken).toEqual([]);
    expect(ledger.counts.kills).toBe(20);
    expect(ledger.counts['messages held']).toBeGreaterThan(0);
  },
  10 * TIMEOUT,
);
