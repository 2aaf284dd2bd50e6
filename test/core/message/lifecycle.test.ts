import { beforeAll, describe, expect, test } from '@jest/globals';
import { decide } from '../../../core/message/decide.ts';
import { nextWork } from '../../../core/message/next-work.ts';
import { explore, type Explored } from '../../support/lifecycle/explore.ts';
import {
  along,
  anywhere,
  randomFrom,
  type Walked,
  walkInLockstep,
} from '../../support/lifecycle/lockstep.ts';
import { tell } from '../../support/lifecycle/tell.ts';
import type { Rules } from '../../support/lifecycle/world.ts';

/** What can be explored in seconds, whole or as far as is said; lifecycle.long.ts explores the rest, what phones are told of whole. */
const oneCourier: Rules = {
  decide,
  nextWork,
  couriers: 1,
  dictated: false,
  extend: false,
  releases: 1,
  pushes: false,
  restart: true,
};
const pushed: Rules = { ...oneCourier, pushes: true, sameTrust: true, restart: false };
const twoCouriers: Rules = {
  ...oneCourier,
  couriers: 2,
  dictated: true,
  extend: true,
  releases: 2,
  pushes: true,
};

/** Worlds of the larger spaces that are looked at here, and of how many one is walked to with the real courier. */
const BOUND = 20_000;
const TOLD = 30_000;
const EVERY = 800;

let whole: Explored;
let told: Explored;
let bounded: Explored;

beforeAll(() => {
  whole = explore(oneCourier, Infinity, EVERY);
  told = explore(pushed, TOLD, EVERY);
  bounded = explore(twoCouriers, BOUND, EVERY);
}, 120_000);

describe('the lifecycle', () => {
  test('of a recorded message with one courier, explored whole, breaks no rule', () => {
    tell('recorded, one courier, one release', whole);
    expect(whole.violation).toBeUndefined();
    expect(whole.closed).toBe(true);
    expect(whole.states).toBeGreaterThan(20_000);
  });

  test('of a recorded message passes through every state but rendering', () => {
    expect([...whole.seen].sort()).toEqual(
      ['delivered', 'discarded', 'expired', 'failed', 'held', 'released', 'sending', 'unknown'].sort(),
    );
  });

  test('of a message of which phones are told breaks no rule as far as it is explored', () => {
    tell('recorded, pushes taken, refused and lost; bounded', told);
    expect(told.violation).toBeUndefined();
    expect(told.states).toBe(TOLD);
  });

  test('of a dictated message with two couriers and words added breaks no rule as far as it is explored', () => {
    tell('dictated, two couriers, two releases, words added; bounded', bounded);
    expect(bounded.violation).toBeUndefined();
    expect(bounded.states).toBe(BOUND);
  });
});

describe('the model of the courier is in step with the real one', () => {
  test('on the way to worlds of every depth', async () => {
    const walks: Walked[] = [];
    const explored = [
      [oneCourier, whole.ways],
      [pushed, told.ways],
      [twoCouriers, bounded.ways],
    ] as const;
    for (const [rules, ways] of explored)
      for (const way of ways) {
        const walked = await walkInLockstep(rules, along(way));
        expect(walked.way).toEqual(way);
        walks.push(walked);
      }
    expect(walks.filter(({ difference }) => difference !== undefined)).toEqual([]);
    expect(walks.reduce((sum, { sends }) => sum + sends, 0)).toBeGreaterThan(10);
  }, 60_000);

  test('wherever chance leads', async () => {
    const touched = new Set<string>();
    for (let seed = 1; seed <= 40; seed++) {
      const dictated = seed % 2 === 0;
      const rules = { ...twoCouriers, dictated, extend: dictated, pushes: seed % 4 < 2 };
      const { way, difference } = await walkInLockstep(rules, anywhere(80, randomFrom(seed)));
      expect([seed, difference]).toEqual([seed, undefined]);
      for (const what of way) touched.add(what.replace(/^courier \d/, 'courier'));
    }
    expect([...touched]).toEqual(
      expect.arrayContaining([
        'courier: put claim',
        'courier: put report',
        'courier: put note',
        'courier: erase leftovers',
        'skill: put extended',
        'the house starts anew',
      ]),
    );
  }, 60_000);

  test('and a model that is not is found out, on the way on which its content is left behind', async () => {
    const rules: Rules = {
      ...twoCouriers,
      couriers: 1,
      releases: 1,
      faults: ['leftovers stay until the erasing is recorded'],
    };
    const way = explore(rules).violation?.way ?? [];
    const walked = await walkInLockstep(rules, along(way));
    expect(walked.difference).toMatch(/^worker \d is about to erase content, not to /);
  }, 60_000);
});

test('a claim that took so long to store that its lease is running out is given back without being sent', async () => {
  const way = [
    'skill: hold content',
    'skill: hold document',
    'listen',
    'time passes',
    'sign',
    'release 1',
    'time passes',
  ];
  way.push(...['idle', 'get', 'get recording', 'put claim'].map(what => `courier 1: ${what}`));
  way.push('time passes', 'courier 1: send', 'courier 1: put report');
  const walked = await walkInLockstep(oneCourier, along(way));
  expect(walked).toEqual({ way, sends: 0 });
});
