import { expect, test } from '@jest/globals';
import { startBackgroundWork } from '../../home/background-work.ts';
import { aHouseholdId } from '../support/builders/builders.ts';

test('stopping waits until the database is tidied, so that it can be closed', async () => {
  const order: string[] = [];
  let purge = () => {};
  const parts = {
    documents: {
      due: () => [],
      nextDue: () => undefined,
      onChange: () => () => {},
      purge: () => new Promise<void>(resolve => (purge = resolve)),
      checkpoint: () => order.push('tidied'),
    },
    notifier: { notifyRevoked: async () => {} },
    followClock: async () => {},
    clock: () => 0,
    log: ({ event }: { event: string }) => order.push(event),
  };
  const work = startBackgroundWork(parts as never, aHouseholdId());
  work.stopTimers();
  const stopped = work.stopCourier().then(() => order.push('stopped'));
  await new Promise(resolve => setImmediate(resolve));
  purge();
  await stopped;
  expect(order).toEqual(['tidied', 'stopped']);
});
