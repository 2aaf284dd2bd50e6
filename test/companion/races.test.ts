import { beforeAll, describe, expect, test } from '@jest/globals';
import { racecourses } from '../support/races.ts';
import {
  aRaceOfRequests,
  type PhonesRace,
  racePhones,
  raceRequests,
  storedAnswer,
} from '../support/race-rounds.ts';
import { oneWinner } from '../support/race-verdict.ts';

/** The short form. `npm run test:long` runs 200. */
const ROUNDS = Array.from({ length: 20 }, (_, round) => round);

let race: PhonesRace;

beforeAll(async () => {
  race = await aRaceOfRequests();
});

describe.each(Object.entries(racecourses))('Fifty answers to one message at once, kept in %s', (_, open) => {
  test('by one phone, through the API: one is taken, and all others are told that it was', async () => {
    const course = open();
    const winners = new Set<string>();
    for (const seed of ROUNDS) {
      const round = await raceRequests(race, course, seed);
      winners.add(oneWinner(round));
      expect(await storedAnswer(race, round)).toMatchObject({ phone: race.phone.id });
    }
    course.close();
    // The rounds differ in who is first; else it was no race.
    expect(winners.size).toBeGreaterThan(10);
  });

  test('by fifty phones: one is taken, and the others are told whose it was', async () => {
    const course = open();
    const winners = new Set<string>();
    for (const seed of ROUNDS) {
      const round = await racePhones(course, seed);
      winners.add(oneWinner(round));
      // Of a hundred commands one wrote; its repeat found it done.
      const count = (got: string) => round.finishes.filter(one => one.got === got).length;
      expect([count('taken'), count('unchanged'), count('already-answered')]).toEqual([1, 1, 98]);
    }
    course.close();
    expect(winners.size).toBeGreaterThan(10);
  });
});
