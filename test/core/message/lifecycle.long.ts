import { describe, expect, test } from '@jest/globals';
import { without } from '../../../core/household/without.ts';
import { decide } from '../../../core/message/decide.ts';
import { nextWork } from '../../../core/message/next-work.ts';
import { explore } from '../../support/lifecycle/explore.ts';
import { along, anywhere, randomFrom, walkInLockstep } from '../../support/lifecycle/lockstep.ts';
import { tell } from '../../support/lifecycle/tell.ts';
import type { Rules } from '../../support/lifecycle/world.ts';

const recorded: Rules = {
  decide,
  nextWork,
  couriers: 2,
  dictated: false,
  extend: false,
  releases: 1,
  pushes: false,
  restart: true,
};
const dictated: Rules = { ...recorded, dictated: true };
const extended: Rules = { ...dictated, extend: true };
const oneCourier: Rules = { ...recorded, couriers: 1 };

/** Minutes each, on a machine that has nothing else to do. */
const LONG = 60 * 60_000;
const BOUND = 3_000_000;

describe('the lifecycle, explored whole, breaks no rule', () => {
  test.each([
    ['two couriers, recorded', recorded],
    ['two couriers, dictated', dictated],
    ['one courier, recorded, two releases', { ...oneCourier, releases: 2 }],
    ['one courier, recorded, pushes', { ...oneCourier, pushes: true }],
  ])(
    '%s',
    (what, rules) => {
      const explored = explore(rules);
      tell(what, explored);
      expect(explored.violation).toBeUndefined();
      expect(explored.closed).toBe(true);
    },
    LONG,
  );
});

describe('the lifecycle breaks no rule in the first millions of states', () => {
  test.each([
    ['two couriers, recorded, two releases', { ...recorded, releases: 2 }],
    ['two couriers, dictated, words added, two releases', { ...extended, releases: 2 }],
    ['two couriers, dictated, words added, pushes', { ...extended, pushes: true }],
  ])(
    '%s',
    (what, rules) => {
      const explored = explore(rules, BOUND);
      tell(what, explored);
      expect(explored.violation).toBeUndefined();
      expect(explored.closed || explored.states === BOUND).toBe(true);
    },
    LONG,
  );
});

test(
  'the model of the courier stays in step with the real one on more than a thousand ways',
  async () => {
    const rules = { ...oneCourier, releases: 2 };
    for (const way of explore(rules, Infinity, 400).ways)
      expect(without(await walkInLockstep(rules, along(way)), 'sends')).toEqual({ way });
    for (let seed = 1; seed <= 500; seed++) {
      const either = { ...(seed % 2 === 0 ? extended : recorded), releases: 2 };
      const { difference } = await walkInLockstep(either, anywhere(120, randomFrom(seed)));
      expect([seed, difference]).toEqual([seed, undefined]);
    }
  },
  LONG,
);
