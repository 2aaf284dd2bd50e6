import { beforeAll, describe, expect, jest, test } from '@jest/globals';
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
import { oneWinner, oneTakenBack, sentOnlyUnrevoked } from '../../support/races/verdict.ts';

/** The short form. `npm run test:long` runs 200. */
const ROUNDS = Array.from({ length: 6 }, (_, round) => round);
const MOVES = Array.from({ length: 40 }, (_, round) => round);

/** Each round is thousands of signatures; a busy machine takes its time. */
jest.setTimeout(120_000);

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
  test('by one phone, through the API: one is taken, and all others are told that it was', async () => {
    const course = open();
    const winners = new Set<string>();
    for (const seed of ROUNDS) {
      const round = await raceRequests(requests, course, seed);
      winners.add(oneWinner(round));
      expect(await storedAnswer(requests, round)).toMatchObject({ phone: requests.phone.id });
    }
    course.close();
    // The rounds differ in who is first; else it was no race.
    expect(winners.size).toBeGreaterThan(2);
  });

  test('by fifty phones: one is taken, and the others are told whose it was', async () => {
    const course = open();
    const winners = new Set<string>();
    for (const seed of ROUNDS) {
      const round = await racePhones(phones, course, seed);
      winners.add(oneWinner(round));
      expect(await storedAnswer(phones, round)).toMatchObject({ jws: oneWinner(round) });
    }
    course.close();
    expect(winners.size).toBeGreaterThan(2);
  });
});

describe.each(Object.entries(racecourses))('A release, kept in %s,', (_, open) => {
  test('and its taking back: at most one of fifty counts, and once taken back none of them does again', async () => {
    const course = open();
    for (const seed of ROUNDS) oneTakenBack(await raceUndo(phones, course, seed));
    course.close();
  });

  test('and the revocation of its phone: it is claimed before that or never', async () => {
    const course = open();
    const ends = new Set<string>();
    for (const seed of MOVES) ends.add(sentOnlyUnrevoked(await raceRevocation(revocation, course, seed)));
    course.close();
    // Each is first at times.
    expect([...ends]).toEqual(expect.arrayContaining(['delivered', 'failed']));
  });
});
