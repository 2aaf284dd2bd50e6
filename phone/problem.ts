import type { ProblemCode } from '../lambda/companion/problem.ts';
import { words } from './words.ts';

/**
 * Why a request did not do what it should. `no-answer`: it may have reached the house or not. `not-understood`:
 * the house speaks otherwise than this page expects.
 */
export type Problem = { code: ProblemCode | 'no-answer' | 'not-understood'; title: string; now?: number };

/** What became of a request. */
export type Answered<T> = { got: T } | { problem: Problem };

export const noAnswer: Problem = { code: 'no-answer', title: words.problem.noAnswer };
export const notUnderstood: Problem = { code: 'not-understood', title: words.problem.notUnderstood };

/**
 * Reads a refusal. What is not problem details with a code, such as the page of a proxy on the way, says
 * nothing of what the house did.
 */
export function problemOf(body: unknown): Problem {
  const { code, title, now } = (body ?? {}) as Record<string, unknown>;
  if (typeof code !== 'string' || typeof title !== 'string') return noAnswer;
  return { code: code as ProblemCode, title, ...(typeof now === 'number' && { now }) };
}

/** Whether the house has decided, so that asking the same again is of no use. */
export const isFinal = ({ code }: Problem): boolean =>
  code !== 'no-answer' &&
  code !== 'not-understood' &&
  code !== 'storage-failed' &&
  !code.startsWith('proof-');
