import * as z from 'zod/mini';
import { phoneIdSchema } from '../household/ids.ts';
import { instantSchema } from '../household/instant.ts';
import { RECORDING_REFUSALS } from '../message/recording/recording-refusal.ts';

/** Every code that the API refuses with, by its HTTP status. A phone acts on the code and shows the title. */
const CODES_BY_STATUS = [
  [400, ['body-malformed']],
  [
    401,
    [
      'proof-missing',
      'proof-invalid',
      'proof-stale',
      'proof-of-another-request',
      'proof-replayed',
      'phone-revoked',
    ],
  ],
  [403, ['code-wrong', 'not-signed', 'unknown-phone', 'other-message', 'friction-too-low']],
  [403, ['passkey-needed', 'passkey-refused']],
  [404, ['not-found', 'code-unknown', 'no-such-message', 'no-recording']],
  [409, ['already-paired', 'not-paired', 'trust-list-broken', 'trust-list-changed', 'other-trust-list']],
  [409, ['recording-changed', 'story-changed', 'unknown-contact', 'address-changed', 'other-than-heard']],
  [409, ['not-ready', 'not-held', 'hold-over', 'already-answered', 'not-listened', 'listened-too-briefly']],
  [409, ['not-sealed', 'seal-broken']],
  [409, ['send-by-passed', 'not-released', 'not-claimed', 'not-over']],
  [409, ['push-off', 'mail-off', 'chat-off', 'recording-off']],
  [410, ['code-expired', 'code-used-up', 'erased']],
  [413, ['body-too-large']],
  [422, ['link-refused', 'push-endpoint-refused']],
  [422, ['name-taken', 'name-looks-taken', 'name-unsayable', 'name-hides-characters', 'name-mixes-scripts']],
  [422, RECORDING_REFUSALS],
  [429, ['too-many-requests']],
  [503, ['storage-failed']],
  [507, ['household-full']],
] as const;

export const PROBLEM_CODES = /* @__PURE__ */ CODES_BY_STATUS.flatMap(([, codes]) => codes);
export type ProblemCode = (typeof PROBLEM_CODES)[number];

type ProblemStatus = (typeof CODES_BY_STATUS)[number][0];

/** The HTTP status that a problem is answered with. */
export function statusOf(code: ProblemCode): ProblemStatus {
  for (const [status, codes] of CODES_BY_STATUS) {
    const listed: readonly string[] = codes;
    if (listed.includes(code)) return status;
  }
  throw new Error(`no status for ${code}`);
}

/** What some problems say besides their code. */
const members = {
  /** The time on the server's clock, so that a phone whose proof was refused can correct its own. */
  now: z.optional(instantSchema),
  /** Who answered the message first. */
  by: z.optional(z.union([phoneIdSchema, z.literal('voice')])),
  /** When this phone was revoked, and the name of the phone that did it; without a name it was the recovery code. */
  at: z.optional(instantSchema),
  name: z.optional(z.string()),
};
const problemMembersSchema = /* @__PURE__ */ z.object(members);
export type ProblemMembers = z.infer<typeof problemMembersSchema>;

const problem = {
  ...members,
  title: z.string(),
  /** One of {@link PROBLEM_CODES}. A phone takes a code of a later version as it is, and shows its title. */
  code: z.custom<ProblemCode>(code => typeof code === 'string'),
};
/** What a phone reads of a refusal. */
export const problemSchema = z.object(problem);

/** The body of a refused request (RFC 9457), with the code as a further member. */
export const problemDetailsSchema = /* @__PURE__ */ z.object({
  ...problem,
  type: z.string(),
  status: z.number(),
});
export type ProblemDetails = z.infer<typeof problemDetailsSchema>;
