import { expect } from '@jest/globals';
import type { RevocationRound, UndoRound } from './moves.ts';
import type { Round } from './rounds.ts';

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
  expect(stored.state).toBe(answer?.statement.type === 'release' ? 'released' : 'discarded');
  expect(stored.history.map(({ event }) => event)).toEqual(['held', stored.state]);
  return answer?.jws ?? '';
}

/**
 * One release won, no matter which others tried and how often. If it was taken back, then once, and what was signed
 * then counts no more. Gives whether it was taken back.
 */
export function oneTakenBack({ released, undone, stored }: UndoRound): boolean {
  const isBack = undone.includes('moved');
  expect(undone.toSorted()).toEqual(
    [...(isBack ? ['moved'] : []), ...Array(3).fill('not-released')].slice(0, 3),
  );
  expect(released.filter(got => got === 'taken').length).toBeGreaterThan(0);
  expect(released.filter(got => !['taken', 'already-answered', 'not-listened'].includes(got))).toEqual([]);
  expect(stored.history.map(({ event }) => event)).toEqual([
    'held',
    'released',
    ...(isBack ? ['taken-back'] : []),
  ]);
  expect(stored.state).toBe(isBack ? 'held' : 'released');
  expect('answer' in stored).toBe(!isBack);
  return isBack;
}

/** Sent once at most, and only where its beginning was stored before the revocation was. Gives how it ended. */
export function sentOnlyUnrevoked({ answers, revoked, order, sends, stored }: RevocationRound): string {
  expect(revoked).toBe(200);
  expect(answers.filter(got => !['taken', 'phone-revoked'].includes(got))).toEqual([]);
  const [begun, gone] = [order.indexOf('begun'), order.indexOf('revoked')];
  expect(sends).toBe(begun === -1 ? 0 : 1);
  expect(begun).toBeLessThan(gone);
  expect(order.filter(what => what === 'released').length).toBe(order.includes('released') ? 1 : 0);
  const unsent = order.includes('released') ? 'failed' : 'held';
  // It is verified again at its next attempt.
  const waits = order.includes('given back') ? 'released' : unsent;
  const end = begun !== -1 ? 'delivered' : waits;
  expect(stored.state).toBe(end);
  if (stored.state === 'failed') expect(stored.outcome.code).toBe('unknown-phone');
  return end;
}
