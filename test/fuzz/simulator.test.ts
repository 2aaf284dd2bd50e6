import { expect, test } from '@jest/globals';
import { fuzzStandIns } from './simulator.ts';

test('Any request to the Echo page and the outbox is answered without failing', async () => {
  const count = await fuzzStandIns(500);
  expect(count[200]).toBeGreaterThan(50);
  expect(count[400]).toBeGreaterThan(20);
});
