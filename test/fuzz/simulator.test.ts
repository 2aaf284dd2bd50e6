import { expect, test } from '@jest/globals';
import { howFar, TIMEOUT } from '../support/how-far.ts';
import { fuzzSimulator } from './simulator.ts';

test(
  'Any request to the device simulator and the outbox is answered without failing',
  async () => {
    const count = await fuzzSimulator(howFar({ short: 500, long: 12_500 }));
    expect(count[200]).toBeGreaterThan(howFar({ short: 50, long: 300 }));
    expect(count[400]).toBeGreaterThan(howFar({ short: 20, long: 300 }));
  },
  TIMEOUT,
);
