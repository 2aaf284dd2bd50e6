import type { Service } from '../../core/household/channel.ts';
import type { Attempt, AttemptOutcome } from '../../core/message/outcome.ts';
import { brief, unreached } from '../network/service-outcome.ts';

/** How a request to SES ended. */
export type SesEnd =
  | { end: 'accepted'; id: string }
  /** SES does not take addresses like this one, which has other letters than ASCII before the @ (RFC 6531). */
  | { end: 'ascii-only' }
  /** SES answered with this HTTP status, the name of the error, and its words. */
  | { end: 'answered'; status: number; error: string; says: string }
  /** No answer came. `cause`: the system's code or the name of the error. `begun`: the request may have reached SES. */
  | { end: 'unanswered'; begun: boolean; cause: string };

const service: Service = 'amazon-ses';

type Later = Extract<AttemptOutcome<'not-taken'>, { reply?: string | undefined }>['code'];

/** Refusals that end by themselves, or once the owner of the AWS account has done something. */
const LATER: Record<string, Later> = {
  TooManyRequestsException: 'try-later',
  ThrottlingException: 'try-later',
  Throttling: 'try-later',
  LimitExceededException: 'try-later',
  MailFromDomainNotVerifiedException: 'sender-not-verified',
  SendingPausedException: 'sending-paused',
  AccountSuspendedException: 'sending-paused',
};

/** SES begins its answer like this where nobody verified the sender or, in its sandbox, the recipient. */
const NOT_VERIFIED = /^Email address is not verified/;

/**
 * What SES's answer means for the message. What SES clearly refused it has not taken. After a fault inside SES, or
 * without an answer once the request was on its way, the result is unclear.
 */
export function sesOutcome(end: SesEnd): Attempt {
  switch (end.end) {
    case 'accepted':
      return { result: 'taken', outcome: { code: 'taken', service, reply: brief(end.id) } };
    case 'ascii-only':
      return { result: 'refused', outcome: { code: 'ascii-only', service } };
    case 'unanswered':
      if (end.begun) return wentQuiet('not-confirmed');
      return {
        result: 'not-taken',
        outcome: unreached(service, end.cause),
      };
    case 'answered':
      return answered(end);
  }
}

function answered({ status, error, says }: Extract<SesEnd, { end: 'answered' }>): Attempt {
  const reply = brief(says);
  const later = LATER[error] ?? laterFor(status, error, says);
  if (later !== undefined) return { result: 'not-taken', outcome: { code: later, service, reply } };
  if (status >= 400 && status < 500)
    return { result: 'refused', outcome: { code: 'refused', service, reply } };
  return wentQuiet('fault');
}

function laterFor(status: number, error: string, says: string): Later | undefined {
  if (error === 'MessageRejected' && NOT_VERIFIED.test(says)) return 'sender-not-verified';
  if (status === 403) return 'access-refused';
  return status === 429 || status === 503 ? 'try-later' : undefined;
}

const wentQuiet = (how: AttemptOutcome<'unclear'>['how']): Attempt => ({
  result: 'unclear',
  outcome: { code: 'went-quiet', service, how },
});
