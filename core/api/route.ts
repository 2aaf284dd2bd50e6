import * as z from 'zod/mini';
import { householdIdSchema, messageIdSchema, roomIdSchema } from '../household/ids.ts';
import type { ProblemCode } from './problem.ts';

/**
 * Who must have signed the proof that a request carries: nobody, a phone of the household, such a phone or the recovery
 * code, or the phone that introduces itself in the body.
 */
export type ProvenBy = 'nobody' | 'phone' | 'phone-or-recovery-code' | 'introduced-phone';

/** One kind of request to the phone API. Both sides take its types from this declaration. */
export type Route<Target = unknown, Body = unknown, Answer = unknown> = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api`. Members of the target stand in it as `:name`. */
  path: string;
  provenBy: ProvenBy;
  /** What the request's URL names. Members that the path does not have are its query. */
  target: z.ZodMiniType<Target>;
  /** The JSON of the request's body, or its bytes. */
  body: z.ZodMiniType<Body>;
  bodyAs?: 'bytes';
  /** What a granted request is answered with: JSON, a form whose parts are files, or bytes. */
  answer: z.ZodMiniType<Answer>;
  answeredAs?: 'form' | 'zip';
  /** What this route itself refuses with. `commonProblems` gives what it shares with other routes. */
  problems: readonly ProblemCode[];
};

export type TargetOf<R extends Route> = z.output<R['target']>;
export type BodyOf<R extends Route> = z.output<R['body']>;
export type AnswerOf<R extends Route> = z.output<R['answer']>;

export const noTarget = z.object({});
export const inHousehold = z.object({ household: householdIdSchema });
export const ofMessage = z.object({ household: householdIdSchema, message: messageIdSchema });
export const ofRoom = z.object({ household: householdIdSchema, room: roomIdSchema });

/** For a request without a body. */
export const noBody = z.literal(undefined);
