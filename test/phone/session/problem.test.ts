import { describe, expect, test } from '@jest/globals';
import { isFinal, noAnswer, problemOf } from '../../../phone/session/problem.ts';

describe('a refusal', () => {
  test("a refusal is read with its code, its title and the server's time", () => {
    const body = { type: 'urn:x', status: 401, code: 'proof-stale', title: 'Late.', now: 5 };
    expect(problemOf(body)).toEqual({ code: 'proof-stale', title: 'Late.', now: 5 });
  });

  test.each([undefined, null, 'Bad Gateway', {}, { code: 1, title: 'x' }])(
    'a refusal that is %j says nothing of what the household did',
    body => expect(problemOf(body)).toEqual(noAnswer),
  );
});

test.each([
  ['already-answered', true],
  ['hold-over', true],
  ['trust-list-broken', true],
  ['no-answer', false],
  ['storage-failed', false],
  ['proof-stale', false],
  ['not-understood', false],
] as const)('the refusal %s is final: %s', (code, ends) => {
  expect(isFinal({ code, title: '' })).toBe(ends);
});
