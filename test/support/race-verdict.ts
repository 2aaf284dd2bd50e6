import { expect } from '@jest/globals';
import type { Round } from './race-rounds.ts';

/**
 * One answer won: it alone is stored, written once; who sent the same one got it, and everybody else was told whose
 * it was. Gives which answer it was.
 */
export function oneWinner({ finishes, stored }: Round): string {
  const answer = 'answer' in stored ? stored.answer : undefined;
  expect(answer).toBeDefined();
  const winning = finishes.filter(({ jws }) => jws === answer?.jws);
  const losing = finishes.filter(({ jws }) => jws !== answer?.jws);
  expect([winning.length, losing.length]).toEqual([2, 98]);
  expect(losing.map(({ got, by }) => ({ got, by }))).toEqual(
    losing.map(() => ({ got: 'already-answered', by: answer?.phone })),
  );
  expect(winning.map(({ got }) => got)).toEqual(['taken', 'taken']);
  // Held at version 1, answered at version 2, and nothing after.
  expect(stored.version).toBe(2);
  expect(stored.state).toBe(answer?.statement.typ === 'release' ? 'released' : 'discarded');
  expect(stored.history.map(({ what }) => what)).toEqual(['held', stored.state]);
  return answer?.jws ?? '';
}
