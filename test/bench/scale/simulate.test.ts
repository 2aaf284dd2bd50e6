import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHANGES } from '../../../infra/stack/own-limits.ts';
import {
  AS_IT_COMES,
  isRate,
  type Limits,
  RAISED,
  type ResourceName,
  RESOURCES,
} from '../../../bench/scale/account.ts';
import { DAY, PEAK, shapeAt, steadily, throughTheDay } from '../../../bench/scale/arrivals.ts';
import { HOURS, PEOPLE } from '../../../bench/scale/assumptions.ts';
import { findOrder, needsOfMessage } from '../../../bench/scale/find-order.ts';
import { monthlyBill } from '../../../bench/scale/monthly-bill.ts';
import { type Simulated, simulate } from '../../../bench/scale/simulate.ts';

const run = (limits: Partial<Limits> = {}, { rate = 2, seconds = 300, seed = 1 } = {}): Simulated =>
  simulate({
    limits: { ...RAISED, ...limits },
    people: PEOPLE,
    seed,
    arrivals: steadily(rate, seconds, seed),
  });
const share = ({ ends, messages }: Simulated, end: keyof Simulated['ends']) => ends[end] / messages;

describe('the simulated AWS', () => {
  test('the same seed gives the same day, another seed another', () => {
    const figuresOf = ({ ends, legs, until }: Simulated) => ({ ends, legs, until });
    expect(figuresOf(run())).toEqual(figuresOf(run()));
    expect(figuresOf(run({}, { seed: 2 }))).not.toEqual(figuresOf(run()));
  });

  test('every message reaches one end, and people decide which', () => {
    const ran = run();
    const ended = Object.values(ran.ends).reduce((a, b) => a + b, 0);
    expect(ended).toBe(ran.messages);
    expect(ran.ends.stuck).toBe(0);
    expect(share(ran, 'delivered')).toBeCloseTo(PEOPLE.released, 1);
    expect(share(ran, 'discarded')).toBeCloseTo(PEOPLE.discarded, 1);
    expect(ran.legs.delivered).toBe(ran.ends.delivered);
  });

  test('speech that is too slow fails messages, and delays no message that it takes', () => {
    const ran = run({ speech: { rate: 1 } });
    expect(share(ran, 'failed')).toBeGreaterThan(0.2);
    expect(ran.account.rates.speech.usage.most).toBeLessThanOrEqual(1.02);
  });

  test('mails that are too slow are late and not lost', () => {
    const ran = run({ mail: { rate: 1 } });
    expect(ran.ends.failed).toBe(0);
    expect(ran.ends.stuck).toBe(0);
    expect(ran.delivered.at(-1)).toBeGreaterThan(60);
    expect(run().delivered.at(-1)).toBeLessThan(60);
  });

  test('a day with more mails than its quota fails the rest after a day', () => {
    const ran = run({ mailsADay: 100 });
    expect(ran.ends.delivered).toBe(100);
    expect(ran.until).toBeGreaterThan(DAY);
  });

  test('phones that are throttled for long give up, and their messages expire', () => {
    const ran = run({ apiThrottle: { rate: 2, burst: 10 } });
    expect(ran.gaveUp).toBeGreaterThan(0);
    expect(share(ran, 'expired')).toBeGreaterThan(1.3 * (1 - PEOPLE.released - PEOPLE.discarded));
  });

  test('a skill that may not run is not heard, and nothing is held', () => {
    const ran = run({ reserved: { skill: 0 } });
    expect(ran.ends.unheard).toBe(ran.messages);
    expect(ran.legs.rendered).toBe(0);
  });

  test('too few shards let changes wait, and lose none', () => {
    const ran = run({ shards: 1 }, { rate: 60, seconds: 20 });
    expect(ran.held.at(-1)).toBeGreaterThan(run({}, { rate: 60, seconds: 20 }).held.at(-1) ?? 0);
    expect(ran.ends.stuck).toBe(0);
  });
});

describe('the order of the limits', () => {
  const needs = needsOfMessage(1);
  const met = findOrder(AS_IT_COMES, { seed: 1, to: 11, fold: 1_500 });

  test('the first two to queue or refuse are our own throttle and Polly', () => {
    expect(met.map(({ resource }) => resource).toSorted()).toEqual(['apiThrottle', 'speech']);
  });

  test('each is met where division says, but for bursts and what is on its way', () => {
    for (const { resource, rate } of met) {
      if (!isRate(resource)) throw new Error(`${resource} is no rate`);
      const divided = AS_IT_COMES[resource].rate / needs[resource];
      expect(Math.abs(rate / divided - 1)).toBeLessThan(0.25);
    }
  });
});

describe('docs/scale.md', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'scale.md'), 'utf8');

  test.each((Object.keys(RESOURCES) as ResourceName[]).filter(isRate))(
    'docs/scale.md states the limit of %s',
    name => {
      const row = page.split('\n').find(line => line.startsWith(`| ${RESOURCES[name]}`));
      expect(row).toMatch(new RegExp(`\\| ${AS_IT_COMES[name].rate.toLocaleString('en')}\\b`));
    },
  );

  test('docs/scale.md states the limits that are no rates', () => {
    for (const limit of [AS_IT_COMES.mailsADay, AS_IT_COMES.functions])
      expect(page).toContain(`| ${limit.toLocaleString('en')}`);
    const { shards } = AS_IT_COMES;
    const { concurrentBatches, batchSize } = CHANGES;
    expect(page).toContain(`${shards} shards with ${concurrentBatches} batches of ${batchSize}`);
  });
});

describe('a day', () => {
  test('a simulated day has all messages, at the hours that its shape says', () => {
    expect(HOURS.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    const next = throughTheDay(20_000, 1);
    const byHour = HOURS.map(() => 0);
    for (let moment = next(); moment !== undefined; moment = next())
      byHour[Math.floor(moment / 3_600)] = (byHour[Math.floor(moment / 3_600)] ?? 0) + 1;
    const all = byHour.reduce((a, b) => a + b, 0);
    expect(all / 20_000).toBeCloseTo(1, 1);
    expect(byHour.indexOf(Math.max(...byHour))).toBe(HOURS.indexOf(Math.max(...HOURS)));
    expect(Math.max(...HOURS.map((_, hour) => shapeAt(hour * 3_600 + 1_800)))).toBeCloseTo(PEAK, 9);
  });

  test('a simulated day of twice the messages costs twice as much', () => {
    const costOf = (rate: number) =>
      Object.values(monthlyBill(run({}, { rate, seconds: 300 }))).reduce((a, b) => a + b, 0);
    expect(costOf(4) / costOf(2)).toBeCloseTo(2, 0);
  });
});
