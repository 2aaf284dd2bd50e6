import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Agenda } from '../../../bench/scale/agenda.ts';
import { steadily } from '../../../bench/scale/arrivals.ts';
import { Functions } from '../../../bench/scale/functions.ts';
import { RateLimit } from '../../../bench/scale/rate-limit.ts';
import { Station } from '../../../bench/scale/station.ts';

/** Every moment of a steady Poisson process. */
function moments(rate: number, seconds: number): number[] {
  const next = steadily(rate, seconds, 1);
  const all: number[] = [];
  for (let moment = next(); moment !== undefined; moment = next()) all.push(moment);
  return all;
}

describe('the agenda', () => {
  test('events come in the order of their moments, whenever they were noted', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { maxLength: 200 }), times => {
        const agenda = new Agenda();
        const first = times.slice(0, times.length >> 1);
        const later = times.slice(first.length);
        for (const [event, time] of first.entries()) agenda.at(time, event);
        const seen: number[] = [];
        while (agenda.next() !== undefined) {
          seen.push(agenda.now);
          const time = later.pop();
          if (time !== undefined) agenda.at(time, 0);
        }
        expect(seen).toEqual(seen.toSorted((a, b) => a - b));
        expect(seen.length).toBeGreaterThanOrEqual(first.length);
      }),
    );
  });

  test('an event that is noted for the past happens now', () => {
    const agenda = new Agenda();
    agenda.at(10, 1);
    agenda.next();
    agenda.at(3, 2);
    expect(agenda.next()).toBe(2);
    expect(agenda.now).toBe(10);
  });
});

describe('a rate limit', () => {
  test('no more passes than the burst and the rate allow, whatever comes', () => {
    const gaps = fc.array(
      fc.tuple(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.integer({ min: 1, max: 4 })),
    );
    fc.assert(
      fc.property(gaps, comings => {
        const limit = new RateLimit({ rate: 10, burst: 5 });
        let now = 0;
        let passed = 0;
        for (const [gap, amount] of comings) {
          now += gap;
          if (limit.take(now, amount, 0) !== undefined) passed += amount;
          expect(passed).toBeLessThanOrEqual(5 + 10 * now + 1e-6);
        }
      }),
    );
  });

  test('a rate limit refuses nothing below its rate, and all that is above it', () => {
    const refusedShare = (rate: number) => {
      const limit = new RateLimit({ rate: 10, burst: 20 });
      for (const moment of moments(rate, 1_000)) limit.take(moment, 1, 0);
      return limit.usage.refused / (limit.usage.passed + limit.usage.refused);
    };
    expect(refusedShare(7)).toBeLessThan(0.001);
    expect(refusedShare(20)).toBeCloseTo(0.5, 1);
  });

  test('a patient caller waits at a rate limit, and no longer than its patience', () => {
    const limit = new RateLimit({ rate: 1, burst: 1 });
    expect([limit.take(0, 1, 2), limit.take(0, 1, 2), limit.take(0, 1, 2), limit.take(0, 1, 2)]).toEqual([
      0,
      1,
      2,
      undefined,
    ]);
  });
});

/** Serves a line with one server that takes `service` seconds a batch. */
function serve({
  rate,
  seconds,
  service,
  batchSize,
}: {
  rate: number;
  seconds: number;
  service: number;
  batchSize: number;
}) {
  const station = new Station({ lines: 1, batchSize, servers: { from: 1, perSecond: 0, most: 1 } });
  const agenda = new Agenda();
  for (const moment of moments(rate, seconds)) agenda.at(moment, 0);
  let since = 0;
  /** Items that waited, times the seconds for which they did. */
  let area = 0;
  const lengths: number[] = [];
  for (let event = agenda.next(); event !== undefined; event = agenda.next()) {
    area += station.waiting * (agenda.now - since);
    since = agenda.now;
    if (event === 0) station.add(0, 0, agenda.now);
    else station.free(0);
    if (station.take(0, agenda.now)) agenda.at(agenda.now + service, 1);
    if (event === 0) lengths.push(station.waiting);
  }
  return { station, area, until: agenda.now, lengths };
}

describe('a station', () => {
  test("Little's law: the mean line is the rate of arrivals times the mean wait", () => {
    const { station, area, until } = serve({ rate: 8, seconds: 2_000, service: 1, batchSize: 10 });
    const { passed, waited } = station.usage;
    expect(area / until).toBeCloseTo((passed / until) * (waited / passed), 6);
    expect(area / until).toBeGreaterThan(1);
  });

  test('a line whose server is too slow grows by what it lacks', () => {
    const { lengths } = serve({ rate: 15, seconds: 400, service: 1, batchSize: 10 });
    // Fifteen come in a second, and ten go.
    expect(lengths.at(-1)).toBeGreaterThan(0.9 * 5 * 400);
    expect(lengths.at(-1)).toBeLessThan(1.1 * 5 * 400);
  });

  test('a line whose server is fast enough stays short', () => {
    const { lengths } = serve({ rate: 5, seconds: 400, service: 1, batchSize: 10 });
    expect(Math.max(...lengths)).toBeLessThan(40);
  });

  test('servers are added while there is a backlog, up to the most', () => {
    const station = new Station({ lines: 1, batchSize: 1, servers: { from: 2, perSecond: 1, most: 4 } });
    for (let item = 0; item < 20; item += 1) station.add(0, item, 0);
    const taken = (now: number) => {
      let batches = 0;
      while (station.take(0, now)) batches += 1;
      return batches;
    };
    expect([taken(0), taken(1), taken(10)]).toEqual([2, 1, 1]);
  });
});

describe('functions', () => {
  const make = (more: Partial<ConstructorParameters<typeof Functions>[0]> = {}) =>
    new Functions({ atOnce: 100, reserved: {}, newCopies: { rate: 100, burst: 1_000 }, kept: 300, ...more });

  test("Little's law: the mean number that runs is the rate times the duration", () => {
    const functions = make({ atOnce: 1_000 });
    let sum = 0;
    let looks = 0;
    for (const moment of moments(50, 600)) {
      if (moment > 10) {
        sum += functions.running(moment);
        looks += 1;
      }
      functions.begin('courier', moment);
      functions.end('courier', moment, 2);
    }
    // Arrivals of a Poisson process see time averages.
    expect(sum / looks / (50 * 2)).toBeCloseTo(1, 1);
  });

  test('no more run at once than the account allows, and the rest is throttled', () => {
    const functions = make({ atOnce: 3 });
    const begin = (now: number) => {
      const begun = functions.begin('skill', now);
      if (begun) functions.end('skill', now, 10);
      return begun;
    };
    expect([begin(0), begin(0), begin(0), begin(0)]).toEqual(['cold', 'cold', 'cold', undefined]);
    expect(begin(11)).toBe('warm');
    expect(functions.usage.refused).toBe(1);
  });

  test('what is reserved for one function is kept from the others and is its most', () => {
    const functions = make({ atOnce: 3, reserved: { skill: 1 } });
    const begin = (name: 'skill' | 'courier') => {
      const begun = functions.begin(name, 0);
      if (begun) functions.end(name, 0, 10);
      return begun !== undefined;
    };
    expect(['courier', 'courier', 'courier', 'skill', 'skill'].map(name => begin(name as 'skill'))).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
  });

  test('a copy that was idle for too long is gone', () => {
    const functions = make({ kept: 60 });
    const begin = (now: number) => {
      const begun = functions.begin('skill', now);
      functions.end('skill', now, 1);
      return begun;
    };
    expect([begin(0), begin(30), begin(120)]).toEqual(['cold', 'warm', 'cold']);
  });
});
