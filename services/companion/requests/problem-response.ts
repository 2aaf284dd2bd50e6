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

/** Problem details (RFC 9457). `title`: what a person reads. */
export const problemDetails = <Code extends string, Status extends number>(
  code: Code,
  { title, status }: { title: string; status: Status },
) => ({ type: `urn:second-yes:problem:${code}`, title, status, code });

/** A problem of the phone API, with the sentence that the phone shows as its title. */
export const problemBody = (code: ProblemCode, members: ProblemMembers = {}): ProblemDetails => ({
  ...problemDetails(code, { title: PROBLEMS.en[code], status: statusOf(code) }),
  ...members,
});

export function refuse(c: Context, { refused, ...members }: Refusal): Response {
  return c.body(JSON.stringify(problemBody(refused, members)), statusOf(refused), PROBLEM_HEADERS);
}
