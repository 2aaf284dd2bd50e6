import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { howFar, TIMEOUT } from '../../support/how-far.ts';
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

/** A round lets fifty answers race; a move lets a release and a revocation race. */
const ROUNDS = Array.from({ length: howFar({ short: 6, long: 200 }) }, (_, round) => round);
const MOVES = Array.from({ length: howFar({ short: 40, long: 200 }) }, (_, round) => round);
const DIFFERENT_WINNERS = howFar({ short: 3, long: 11 });

/** Each round verifies thousands of signatures. */
jest.setTimeout(TIMEOUT);

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

describe.each(Object.entries(racecourses))('in %s', (_, open) => {
  test('of fifty answers that one phone sends at once through the API, one is taken and all others are refused as already answered', async () => {
    const course = open();
    const winners = new Set<string>();
    for (const seed of ROUNDS) {
      const round = await raceRequests(requests, course, seed);
      winners.add(oneWinner(round));
      expect(await storedAnswer(requests, round)).toMatchObject({ phone: requests.phone.id });
    }
    course.close();
    // If the first were always the same, there would be no race.
    expect(winners.size).toBeGreaterThanOrEqual(DIFFERENT_WINNERS);
  });

  test('of answers that fifty phones send at once, one is taken and the refusals name its phone', async () => {
    const course = open();
    const winners = new Set<string>();
    for (const seed of ROUNDS) {
      const round = await racePhones(phones, course, seed);
      winners.add(oneWinner(round));
      expect(await storedAnswer(phones, round)).toMatchObject({ jws: oneWinner(round) });
    }
    course.close();
    expect(winners.size).toBeGreaterThanOrEqual(DIFFERENT_WINNERS);
  });

  test('of fifty releases and three that undo, at most one release counts, and none counts again after it was undone', async () => {
    const course = open();
    const ends = new Set<boolean>();
    for (const seed of ROUNDS) ends.add(oneTakenBack(await raceUndo(phones, course, seed)));
    course.close();
    // Few rounds may all end alike.
    expect(ends.size).toBeGreaterThanOrEqual(howFar({ short: 1, long: 2 }));
  });

  test('a release whose phone is revoked at the same time leaves before the revocation or never', async () => {
    const course = open();
    const ends = new Set<string>();
    for (const seed of MOVES) ends.add(sentOnlyUnrevoked(await raceRevocation(revocation, course, seed)));
    course.close();
    // Sometimes the courier is first, sometimes the revocation.
    expect([...ends]).toEqual(expect.arrayContaining(['delivered', 'failed']));
  });
});
