/** @slow */
import { expect, jest, test } from '@jest/globals';
import { howFar, TIMEOUT } from '../../support/how-far.ts';
import { realCode } from '../../support/lifecycle/code.ts';
import { explore, type Explored, walksThrough } from '../../support/lifecycle/explore.ts';
import type { Rules } from '../../support/lifecycle/world.ts';
import { randomFrom } from '../../support/races/races.ts';

jest.setTimeout(TIMEOUT);

const oneCourier: Rules = {
  code: realCode,
  couriers: 1,
  dictated: false,
  extend: false,
  releases: 1,
  notesBeginning: true,
  pushes: false,
  restart: true,
};
const twoCouriers: Rules = { ...oneCourier, couriers: 2 };
const everything: Rules = {
  ...twoCouriers,
  dictated: true,
  extend: true,
  releases: 2,
  pushes: true,
};

/** Writes into the test's output how far the exploration went, and the way to what it found. */
async function explored(what: string, rules: Rules, most?: number): Promise<Explored> {
  const found = await explore(rules, most);
  const { states, transitions, closed, violation } = found;
  const lines = [
    `${what}: ${states} distinct states${closed ? ', which are all' : ''}, ${transitions} transitions`,
  ];
  if (violation) lines.push(`  ${violation.what}`, ...violation.way.map(step => `    ${step}`));
  process.stdout.write(`${lines.join('\n')}\n`);
  return found;
}

test('the whole lifecycle of a recorded message with one courier breaks no rule and reaches every state', async () => {
  const rules = howFar<Rules>({
    short: { ...oneCourier, sameTrust: true, restart: false },
    long: oneCourier,
  });
  const { violation, closed, seen } = await explored('recorded, one courier', rules);
  expect(violation).toBeUndefined();
  expect(closed).toBe(true);
  expect([...seen].sort()).toEqual(
    ['delivered', 'discarded', 'expired', 'failed', 'held', 'released', 'sending', 'unknown'].sort(),
  );
});

test('the lifecycle with pushes that are taken, refused and lost breaks no rule as far as it is explored', async () => {
  const rules = howFar<Rules>({
    short: { ...oneCourier, pushes: true, sameTrust: true, restart: false },
    long: { ...oneCourier, pushes: true },
  });
  const most = howFar({ short: 15_000, long: 3_000_000 });
  const { violation, states, closed } = await explored('recorded, one courier, pushes', rules, most);
  expect(violation).toBeUndefined();
  expect(closed || states === most).toBe(true);
});

test('the lifecycle of a dictated message with two couriers, added words and two releases breaks no rule as far as it is explored', async () => {
  const most = howFar({ short: 10_000, long: 3_000_000 });
  const { violation, states, closed } = await explored('two couriers, everything', everything, most);
  expect(violation).toBeUndefined();
  expect(closed || states === most).toBe(true);
});

test('no walk at random through the lifecycle, up to its end, breaks a rule', async () => {
  const steps = new Set<string>();
  for (const rules of [
    everything,
    { ...everything, pushes: false },
    { ...everything, dictated: false, extend: false },
    { ...everything, notesBeginning: false },
  ]) {
    const walk = await walksThrough(rules);
    for (let seed = 1; seed <= howFar({ short: 15, long: 2_000 }); seed++) {
      const { way, fault } = await walk(120, randomFrom(seed));
      expect({ seed, fault, way: fault && way }).toEqual({ seed });
      for (const what of way) steps.add(what);
    }
  }
  expect([...steps]).toEqual(
    expect.arrayContaining([
      'courier: speak in vain',
      'courier: notify: lost',
      'courier: put sending',
      'courier: hear of put begun, sent: unclear',
      // The lease was running out when the courier heard that it may begin.
      'courier: hear of put begun',
      'courier: hear of put sending',
      'courier: put delivered',
      'courier: erase content',
      'skill: put rendering',
      'the home server restarts',
    ]),
  );
});

/** The short form looks into the first of these only. */
const LARGE_WORLDS: readonly [string, Rules][] = [
  ['recorded, with two couriers', twoCouriers],
  ['recorded, with two couriers that do not note the beginning', { ...twoCouriers, notesBeginning: false }],
  ['dictated, with two couriers', { ...twoCouriers, dictated: true }],
  ['recorded, with one courier and two releases', { ...oneCourier, releases: 2 }],
  ['recorded, with two couriers and two releases', { ...twoCouriers, releases: 2 }],
  ['dictated, with two couriers, added words and two releases', { ...everything, pushes: false }],
];

test.each(howFar({ short: LARGE_WORLDS.slice(0, 1), long: LARGE_WORLDS }))(
  'the lifecycle of a message %s breaks no rule as far as it is explored',
  async (what, rules) => {
    const most = howFar({ short: 5_000, long: 3_000_000 });
    const { violation, states, closed } = await explored(what, rules, most);
    expect(violation).toBeUndefined();
    expect(closed || states === most).toBe(true);
  },
);
