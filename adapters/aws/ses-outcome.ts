import type { Attempt } from '../../core/message/command.ts';
import { brief, unreached, wentQuiet } from '../mail/mail-outcome.ts';

/** How a request to SES ended. */
export type SesEnd =
  | { end: 'accepted'; id: string }
  /** SES answered: its HTTP status, the name of the error, and its words. */
  | { end: 'answered'; status: number; error: string; says: string }
  /** No answer came. `cause`: the system's code or the name of the error. */
  | { end: 'unanswered'; begun: boolean; cause: string };

/** Refusals that end by themselves or once the owner of the AWS account has done something. */
const LATER: Record<string, { code: string; what: string }> = {
  TooManyRequestsException: { code: 'try-later', what: 'Amazon SES asks to send more slowly' },
  ThrottlingException: { code: 'try-later', what: 'Amazon SES asks to send more slowly' },
  Throttling: { code: 'try-later', what: 'Amazon SES asks to send more slowly' },
  LimitExceededException: { code: 'try-later', what: 'Amazon SES sends no more for now' },
  MailFromDomainNotVerifiedException: {
    code: 'sender-not-verified',
    what: 'Amazon SES does not know the sender’s domain as verified',
  },
  SendingPausedException: { code: 'sending-paused', what: 'Sending is paused in this AWS account' },
  AccountSuspendedException: { code: 'sending-paused', what: 'Sending is suspended for this AWS account' },
};

/** So begins what SES says of a sender, or in its sandbox of a recipient, that nobody verified. */
const NOT_VERIFIED = /^Email address is not verified/;

/**
 * What became of a mail that was handed to SES. What SES clearly refused has not been taken; after an answer that
 * speaks of a fault inside, or without one once the request was on its way, it is unclear.
 */
export function sesOutcome(end: SesEnd): Attempt {
  switch (end.end) {
    case 'accepted':
      return { result: 'taken', code: 'taken', detail: `Amazon SES took it: ${brief(end.id)}` };
    case 'unanswered':
      return end.begun
        ? wentQuiet('Amazon SES did not confirm the message')
        : { result: 'not-taken', ...unreached(end.cause === 'ENOTFOUND' ? 'EDNS' : 'ESES', end.cause) };
    case 'answered':
      return answered(end);
  }
}

function answered({ status, error, says }: Extract<SesEnd, { end: 'answered' }>): Attempt {
  const later = LATER[error];
  if (later) return notYet(later.code, later.what, says);
  if (error === 'MessageRejected' && NOT_VERIFIED.test(says))
    return notYet('sender-not-verified', 'Amazon SES does not know an address as verified', says);
  if (status === 403) return notYet('access-refused', 'Amazon SES refused the access', says);
  if (status === 429 || status === 503) return notYet('try-later', 'Amazon SES did not take it yet', says);
  if (status >= 400 && status < 500)
    return {
      result: 'refused',
      code: 'refused',
      detail: `Amazon SES refused the message: ${brief(says)}`,
    };
  return wentQuiet('Amazon SES had a fault before it confirmed the message');
}

const notYet = (code: string, what: string, says: string): Attempt => ({
  result: 'not-taken',
  code,
  detail: `${what}: ${brief(says)}`,
});
