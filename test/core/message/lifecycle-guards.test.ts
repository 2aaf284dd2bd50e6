import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../core/message/decide.ts';
import { nextWork } from '../../../core/message/next-work.ts';
import { explore } from '../../support/lifecycle/explore.ts';
import {
  decideWithout,
  type Guard,
  guardedRefusals,
  guardsOfDecide,
  refusalsInDecide,
} from '../../support/lifecycle/guards.ts';
import { type Fault, FAULTS, type Rules } from '../../support/lifecycle/world.ts';

const recorded: Rules = {
  decide,
  nextWork,
  couriers: 1,
  dictated: false,
  extend: false,
  releases: 1,
  pushes: false,
  restart: true,
};
const dictated: Rules = { ...recorded, dictated: true, extend: true };
const twoCouriers: Rules = { ...recorded, couriers: 2, sameTrust: true };

/** Where to look for what a guard prevents, and how far; the small worlds first, and whole. */
const PLACES: readonly [Rules, number][] = [
  [{ ...recorded, sameTrust: true }, Infinity],
  [dictated, 20_000],
  [{ ...recorded, releases: 2, sameTrust: true }, Infinity],
];

const guards = guardsOfDecide();

test('every refusal in decide stands behind a guard that is taken away here', () => {
  expect(guardedRefusals(guards)).toBe(refusalsInDecide());
});

describe('the checker notices when decide loses', () => {
  test.each(guards.map(guard => [guard.name, guard] as const))(
    '%s',
    async (_, guard: Guard) => {
      const without = await decideWithout(guard);
      const caught = PLACES.some(
        ([rules, most]) => explore({ ...rules, decide: without }, most).violation !== undefined,
      );
      expect(caught).toBe(true);
    },
    120_000,
  );
});

/** Where each fault outside `decide` can be seen. */
const WHERE: Record<Fault, Rules> = {
  'a put ignores the version of the message': dictated,
  'a claim ignores the version of the trust list': recorded,
  'a claim that was lost is sent all the same': recorded,
  'a claim whose lease is running out is sent all the same': twoCouriers,
  'the trust list is not asked before a claim': recorded,
  'a revoked phone still counts': recorded,
  'the recording is not asked for before a claim': twoCouriers,
  'leftovers stay': dictated,
  'leftovers stay until the erasing is recorded': dictated,
  'an erasing is recorded without being done': dictated,
};

describe('the checker notices when', () => {
  test.each(FAULTS)(
    '%s',
    fault => {
      expect(explore({ ...WHERE[fault], faults: [fault] }, 100_000).violation).toBeDefined();
    },
    120_000,
  );
});
