import { type ProblemCode, problemSchema, type ProblemMembers } from '../../core/api/problem.ts';
import type { Duration } from '../../core/household/instant.ts';
import { sessionTexts } from '../ui/texts.ts';

/**
 * Why a request failed: a code of the API, or one of this phone. `no-answer`: the request may have reached the server or
 * not. `not-understood`: the server answers otherwise than this page expects. `not-checked`: the trust list does not
 * verify, so nothing was asked. `no-passkey`: the owner gave no face, fingerprint or PIN. `not-subscribed`: the browser
 * gave no push subscription.
 */
export type Problem = ProblemMembers & {
  code: ProblemCode | 'no-answer' | 'not-understood' | 'not-checked' | 'no-passkey' | 'not-subscribed';
  title: string;
  /** How long to make no further request. */
  wait?: Duration;
};

/** What became of a request. */
export type Answered<T> = { got: T } | { problem: Problem };

export const noAnswer: Problem = { code: 'no-answer', title: sessionTexts.problem.noAnswer };
export const notChecked: Problem = { code: 'not-checked', title: sessionTexts.trust.loading };
export const noPasskey: Problem = { code: 'no-passkey', title: sessionTexts.problem.noPasskey };
export const notUnderstood: Problem = { code: 'not-understood', title: sessionTexts.problem.notUnderstood };

/**
 * Reads a refusal. A body that is no problem details, such as the page of a proxy on the way, says nothing about what
 * the server did.
 */
export function problemOf(body: unknown): Problem {
  return problemSchema.safeParse(body).data ?? noAnswer;
}

/** Whether the server has decided, so that making the same request again is of no use. */
export const isFinal = ({ code }: Problem): boolean =>
  code !== 'no-answer' &&
  code !== 'not-understood' &&
  code !== 'storage-failed' &&
  code !== 'too-many-requests' &&
  !code.startsWith('proof-');
