import { beforeAll, describe, expect, test } from '@jest/globals';
import { racecourses } from '../../support/races/races.ts';
import {
  aRaceOfPhones,
  aRaceOfRequests,
  type HouseholdsRace,
  type PhonesRace,
  racePhones,
  raceRequests,
  storedAnswer,
} from '../../support/races/rounds.ts';
import {
  aRaceOfRevocation,
  raceRevocation,
  raceUndo,
  type RevocationRace,
} from '../../support/races/moves.ts';
import { oneTakenBack, oneWinner, sentOnlyUnrevoked } from '../../support/races/verdict.ts';

const ROUNDS = Array.from({ length: 200 }, (_, round) => round);
const MINUTES = 60_000;

let requests: PhonesRace;
let phones: HouseholdsRace;
let revocation: RevocationRace;

beforeAll(async () => {
  [requests, phones, revocation] = await Promise.all([
    aRaceOfRequests(),
    aRaceOfPhones(),
    aRaceOfRevocation(),
  ]);
});

describe.each(Object.entries(racecourses))('Fifty answers to one message at once, kept in %s', (_, open) => {
  test(
    'by one phone, through the API: one is taken, and all others are told that it was',
    async () => {
      const course = open();
      const winners = new Set<string>();
      for (const seed of ROUNDS) {
        const round = await raceRequests(requests, course, seed);
        winners.add(oneWinner(round));
        expect(await storedAnswer(requests, round)).toMatchObject({ phone: requests.phone.id });
      }
      course.close();
      // The rounds differ in who is first; else it was no race.
      expect(winners.size).toBeGreaterThan(10);
    },
    10 * MINUTES,
  );

  test(
    'by fifty phones: one is taken, and the others are told whose it was',
    async () => {
      const course = open();
      const winners = new Set<string>();
      for (const seed of ROUNDS) {
        const round = await racePhones(phones, course, seed);
        winners.add(oneWinner(round));
        expect(await storedAnswer(phones, round)).toMatchObject({ jws: oneWinner(round) });
      }
      course.close();
      expect(winners.size).toBeGreaterThan(10);
    },
    10 * MINUTES,
  );
});

describe.each(Object.entries(racecourses))('A release, kept in %s,', (_, open) => {
  test(
    'and its taking back: at most one of fifty counts, and once taken back none of them does again',
    async () => {
      const course = open();
      const ends = new Set<boolean>();
      for (const seed of ROUNDS) ends.add(oneTakenBack(await raceUndo(phones, course, seed)));
      course.close();
      expect(ends.size).toBe(2);
    },
    10 * MINUTES,
  );

  test(
    'and the revocation of its phone: it is claimed before that or never',
    async () => {
      const course = open();
      const ends = new Set<string>();
      for (const seed of ROUNDS) ends.add(sentOnlyUnrevoked(await raceRevocation(revocation, course, seed)));
      course.close();
      expect([...ends]).toEqual(expect.arrayContaining(['delivered', 'failed']));
    },
    10 * MINUTES,
  );
});
