import type { Context } from 'hono';
import {
  type ProblemCode,
  type ProblemDetails,
  type ProblemMembers,
  statusOf,
} from '../../../core/api/problem.ts';
import { PROBLEMS } from '../../../core/text/texts.ts';

/** Why a request is refused, with the details that the phone can use. */
export type Refusal<Code extends ProblemCode = ProblemCode> = { refused: Code } & ProblemMembers;

export const PROBLEM_HEADERS = {
  'Content-Type': 'application/problem+json',
  'Cache-Control': 'no-store',
} as const;

/** Problem details (RFC 9457), with the sentence that the phone shows as their title. */
export const problemBody = (code: ProblemCode, members: ProblemMembers = {}): ProblemDetails => ({
  type: `urn:second-yes:problem:${code}`,
  title: PROBLEMS.en[code],
  status: statusOf(code),
  code,
  ...members,
});

export function refuse(c: Context, { refused, ...members }: Refusal): Response {
  return c.body(JSON.stringify(problemBody(refused, members)), statusOf(refused), PROBLEM_HEADERS);
}
