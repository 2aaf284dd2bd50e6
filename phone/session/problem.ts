import type { ProblemCode } from '../../core/api/problem.ts';
import type { Duration } from '../../core/household/instant.ts';
import { sessionTexts } from '../ui/texts.ts';

/**
 * Why a request did not do what it should. `no-answer`: it may have reached the house or not. `not-understood`:
 * the house speaks otherwise than this page expects. `not-checked`: the trust list does not hold, so nothing was
 * asked. `no-passkey`: the owner's face, finger or PIN was not given. `not-subscribed`: the browser gave no way to
 * push to it. `by`: whose answer came first.
 */
export type Problem = {
  code: ProblemCode | 'no-answer' | 'not-understood' | 'not-checked' | 'no-passkey' | 'not-subscribed';
  title: string;
  now?: number;
  by?: string;
  /** How long the house wants not to be asked. */
  wait?: Duration;
  /** When this phone was revoked, and by which other; without one it was the recovery code. */
  at?: number;
  name?: string;
};

/** What became of a request. */
export type Answered<T> = { got: T } | { problem: Problem };

export const noAnswer: Problem = { code: 'no-answer', title: sessionTexts.problem.noAnswer };
export const notChecked: Problem = { code: 'not-checked', title: sessionTexts.trust.loading };
export const noPasskey: Problem = { code: 'no-passkey', title: sessionTexts.problem.noPasskey };
export const notUnderstood: Problem = { code: 'not-understood', title: sessionTexts.problem.notUnderstood };

/**
 * Reads a refusal. What is not problem details with a code, such as the page of a proxy on the way, says
 * nothing of what the house did.
 */
export function problemOf(body: unknown): Problem {
  const { code, title, now, by, at, name } = (body ?? {}) as Record<string, unknown>;
  if (typeof code !== 'string' || typeof title !== 'string') return noAnswer;
  return {
    code: code as ProblemCode,
    title,
    ...(typeof now === 'number' && { now }),
    ...(typeof by === 'string' && { by }),
    ...(typeof at === 'number' && { at }),
    ...(typeof name === 'string' && { name }),
  };
}

/** Whether the house has decided, so that asking the same again is of no use. */
export const isFinal = ({ code }: Problem): boolean =>
  code !== 'no-answer' &&
  code !== 'not-understood' &&
  code !== 'storage-failed' &&
  code !== 'too-many-requests' &&
  !code.startsWith('proof-');
