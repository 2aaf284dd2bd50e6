import * as z from 'zod/mini';
import { channels, services } from '../household/channel.ts';
import type { Duration } from '../household/instant.ts';
import { STATEMENT_REFUSALS } from '../approval/statement.ts';

const service = z.enum(services);

/** The service's own words, on one line of at most 300 characters. */
const reply = z.string();
/** The system's code beneath a failure, such as `ECONNREFUSED`. */
const cause = z.string();

/** What a delivery attempt can mean for the message. */
export const ATTEMPT_RESULTS = ['taken', 'refused', 'not-taken', 'unclear'] as const;
export type AttemptResult = (typeof ATTEMPT_RESULTS)[number];

/** What a delivery attempt can end as, by what it means for the message. */
const attemptOutcomes = {
  /** The service has the recording and the message is delivered. */
  taken: z.discriminatedUnion('code', [
    z.object({ code: z.literal('taken'), service, reply }),
    /** No mail server is set up, so the mail is kept where its page shows it. */
    z.object({ code: z.literal('in-outbox') }),
  ]),
  /** The service will never take the recording for this address. The courier goes on to the contact's next address. */
  refused: z.discriminatedUnion('code', [
    z.object({ code: z.literal('refused'), service, reply: z.optional(reply) }),
    z.object({ code: z.literal('too-large'), service }),
    z.object({ code: z.literal('bad-address'), service }),
    /** The recipient has stopped messages to this address. */
    z.object({ code: z.literal('stopped') }),
    /** The contact has blocked the household, or has no account there any more. */
    z.object({ code: z.enum(['blocked', 'gone']), service }),
    /** The operator allows only other addresses. */
    z.object({ code: z.literal('address-not-allowed'), service }),
    /** The service takes no address with other letters than ASCII before the @ (RFC 6531). */
    z.object({ code: z.literal('ascii-only'), service }),
  ]),
  /** The service certainly has not taken the recording. The courier tries again. */
  'not-taken': z.discriminatedUnion('code', [
    z.object({
      code: z.enum(['try-later', 'login-refused', 'access-refused', 'sender-not-verified', 'sending-paused']),
      service,
      reply: z.optional(reply),
    }),
    z.object({ code: z.literal('timed-out'), service }),
    z.object({
      code: z.enum(['not-reached', 'server-not-found', 'no-secure-connection']),
      service,
      cause,
    }),
    z.object({ code: z.literal('outbox-failed'), cause }),
    /** The operator has not set up the channel. */
    z.object({ code: z.literal('not-set-up'), channel: z.enum(channels) }),
    /** The claim's lease was running out, so the courier did not begin. */
    z.object({ code: z.literal('begun-too-late') }),
    /** The courier ended, or lost its claim, before the recording began to leave. */
    z.object({ code: z.literal('interrupted') }),
  ]),
  /** The recording was under way when the service went quiet, so that it may have arrived. */
  unclear: z.object({
    code: z.literal('went-quiet'),
    service,
    how: z.enum(['timed-out', 'connection-lost', 'not-confirmed', 'fault']),
  }),
} as const satisfies Record<AttemptResult, z.ZodMiniType>;

export type AttemptOutcome<R extends AttemptResult = AttemptResult> = z.infer<(typeof attemptOutcomes)[R]>;

/** What a channel made of one delivery attempt. */
export type Attempt =
  | {
      [R in Exclude<AttemptResult, 'not-taken'>]: { result: R; outcome: AttemptOutcome<R> };
    }[Exclude<AttemptResult, 'not-taken'>]
  /** `wait`: how long the service asks to wait. */
  | { result: 'not-taken'; outcome: AttemptOutcome<'not-taken'>; wait?: Duration | undefined };

/** Why a message is not believed: it has no seal, or it is not as it was sealed (`core/message/seal.ts`). */
export const SEAL_PROBLEMS = ['not-sealed', 'seal-broken'] as const;
export type SealProblem = (typeof SEAL_PROBLEMS)[number];

/** Why the courier does not send what the phone released. */
const RELEASE_REFUSALS = [
  ...STATEMENT_REFUSALS,
  ...SEAL_PROBLEMS,
  'trust-list-broken',
  'not-a-release',
  'passkey-refused',
] as const;
export type ReleaseRefusal = (typeof RELEASE_REFUSALS)[number];

const releaseRefusal = z.object({ code: z.enum(RELEASE_REFUSALS) });
export type RefusedRelease = z.infer<typeof releaseRefusal>;

/**
 * Why there is no recording of a dictation: its transcript is gone, the speech engine gave no audio, or the message is
 * not as it was sealed.
 */
export const renderingFailureSchema = z.enum(['transcript-missing', 'no-speech', ...SEAL_PROBLEMS]);
export type RenderingFailure = z.infer<typeof renderingFailureSchema>;
const notRendered = z.object({ code: z.literal('not-rendered'), reason: renderingFailureSchema });

/** It was not taken in time. `last`: why the last attempt was not. */
const gaveUp = z.object({ code: z.literal('gave-up'), last: z.optional(attemptOutcomes['not-taken']) });

/** A courier began to send and never reported, so that the recording may have arrived. */
const claimLost = z.object({ code: z.literal('claim-lost') });

export const refusedOutcomeSchema = attemptOutcomes.refused;
export const deliveredOutcomeSchema = attemptOutcomes.taken;
export const notTakenOutcomeSchema = attemptOutcomes['not-taken'];
export const unknownOutcomeSchema = z.discriminatedUnion('code', [attemptOutcomes.unclear, claimLost]);
export const failedOutcomeSchema = z.discriminatedUnion('code', [
  attemptOutcomes.refused,
  releaseRefusal,
  notRendered,
  gaveUp,
]);

export type RefusedOutcome = z.infer<typeof refusedOutcomeSchema>;
export type DeliveredOutcome = z.infer<typeof deliveredOutcomeSchema>;
export type NotTakenOutcome = z.infer<typeof notTakenOutcomeSchema>;
export type UnknownOutcome = z.infer<typeof unknownOutcomeSchema>;
export type FailedOutcome = z.infer<typeof failedOutcomeSchema>;

/** Why a message ended as it did: a code with its parameters. `core/text` makes the owner's sentence from it. */
export const outcomeSchema = z.discriminatedUnion('code', [
  deliveredOutcomeSchema,
  unknownOutcomeSchema,
  failedOutcomeSchema,
]);
export type Outcome = z.infer<typeof outcomeSchema>;
