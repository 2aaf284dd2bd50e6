import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { howFar, TIMEOUT } from '../../support/how-far.ts';
import { type Racecourse, racecourses } from '../../support/races/races.ts';
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
const ROUNDS = howFar({ short: 6, long: 200 });
const MOVES = howFar({ short: 40, long: 200 });
const DIFFERENT_WINNERS = howFar({ short: 3, long: 11 });

/** Each round verifies thousands of signatures. */
jest.setTimeout(TIMEOUT);

/**
 * Plays `rounds` races, and more until there are enough different ends: if they never differed, there would be no race.
 * How soon they differ depends on the machine. Gives the ends.
 */
async function play<End>(
  rounds: number,
  course: Racecourse,
  race: (seed: number) => Promise<End>,
  isEnough: (ends: ReadonlySet<End>) => boolean,
): Promise<Set<End>> {
  const ends = new Set<End>();
  const giveUpAt = Date.now() + TIMEOUT / 2;
  try {
    for (let seed = 0; seed < rounds || (!isEnough(ends) && Date.now() < giveUpAt); seed++)
      ends.add(await race(seed));
    return ends;
  } finally {
    course.close();
  }
}

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

describe.each(Object.entries(racecourses))('in %s', (store, open) => {
  test(`one of fifty answers that one phone sends at once through the API is taken in ${store}, and all others are refused as already answered`, async () => {
    const course = open();
    const race = async (seed: number) => {
      const round = await raceRequests(requests, course, seed);
      expect(await storedAnswer(requests, round)).toMatchObject({ phone: requests.phone.id });
      return oneWinner(round);
    };
    const winners = await play(ROUNDS, course, race, ({ size }) => size >= DIFFERENT_WINNERS);
    expect(winners.size).toBeGreaterThanOrEqual(DIFFERENT_WINNERS);
  });

  test(`one of the answers that fifty phones send at once is taken in ${store}, and the refusals name its phone`, async () => {
    const course = open();
    const race = async (seed: number) => {
      const round = await racePhones(phones, course, seed);
      const winner = oneWinner(round);
      expect(await storedAnswer(phones, round)).toMatchObject({ jws: winner });
      return winner;
    };
    const winners = await play(ROUNDS, course, race, ({ size }) => size >= DIFFERENT_WINNERS);
    expect(winners.size).toBeGreaterThanOrEqual(DIFFERENT_WINNERS);
  });

  test(`at most one of fifty releases and three that undo counts in ${store}, and none counts again after it was undone`, async () => {
    const course = open();
    const race = async (seed: number) => oneTakenBack(await raceUndo(phones, course, seed));
    const ends = await play(ROUNDS, course, race, ({ size }) => size === 2);
    expect(ends.size).toBe(2);
  });

  test(`a release in ${store} whose phone is revoked at the same time leaves before the revocation or never`, async () => {
    const course = open();
    const race = async (seed: number) => sentOnlyUnrevoked(await raceRevocation(revocation, course, seed));
    const ends = await play(MOVES, course, race, seen => seen.has('delivered') && seen.has('failed'));
    // Sometimes the courier is first, sometimes the revocation.
    expect([...ends]).toEqual(expect.arrayContaining(['delivered', 'failed']));
  });
});
