import type { Attempt } from '../../core/message/command.ts';
import type { Outcome } from '../../core/message/message.ts';

/** How an SMTP exchange ended. A reply is the server's, with its three digits in front. */
export type MailEnd =
  /** The server took the message, for these addresses only. */
  | { end: 'accepted'; taken: string[]; refused: Refused[]; reply: string }
  /** The client gave up: nodemailer's code, the system's beneath it, and the command in flight, as far as there are. */
  | ({ end: 'failed'; code: string; cause?: string; during?: string } & Progress & Partial<Reply>)
  | ({ end: 'timed-out' } & Progress);

export type Refused = Reply & { address: string };
type Reply = { status: number; reply: string };
/** `begun`: bytes of the message were on their way, after the server had agreed to DATA. */
type Progress = { begun: boolean };

/** Replies that ask for a login or refuse one (RFC 4954 §6). */
const LOGIN = [530, 534, 535, 538];
/** "Bad sequence of commands" speaks of the session, not of the message. */
const BAD_SEQUENCE = 503;

/** What OpenSSL and Node call a certificate that cannot be trusted. */
const CERTIFICATE = /CERT|TLS|SSL|SIGNATURE/;

/**
 * What became of a mail. Before the message's bytes began nothing can have arrived; after its last byte only
 * the server's answer can tell (RFC 5321 §4.2.5, §6.1), and without one it is unclear. A message that was taken for
 * some addresses counts as refused, because trying again would repeat it for the others.
 */
export function mailOutcome(end: MailEnd): Attempt {
  switch (end.end) {
    case 'accepted':
      return accepted(end);
    case 'timed-out':
      return end.begun
        ? wentQuiet('The mail server did not confirm the message in time')
        : { result: 'not-taken', code: 'timed-out', detail: 'The mail server did not answer in time.' };
    case 'failed':
      return failed(end);
  }
}

function accepted({ taken, refused, reply }: Extract<MailEnd, { end: 'accepted' }>): Attempt {
  if (refused.length === 0)
    return { result: 'taken', code: 'taken', detail: `The mail server took it: ${brief(reply)}` };
  const replies = refused.map(({ address, reply: why }) => `${address} (${brief(why)})`).join(', ');
  if (taken.length > 0)
    return {
      result: 'refused',
      code: 'partly-refused',
      detail: `Taken for ${taken.length} of ${taken.length + refused.length} addresses; refused for ${replies}.`,
    };
  return refused.every(({ status }) => permanent(status))
    ? { result: 'refused', code: 'refused', detail: `The mail server refused ${replies}.` }
    : { result: 'not-taken', code: 'try-later', detail: `The mail server did not take it yet: ${replies}.` };
}

function failed(end: Extract<MailEnd, { end: 'failed' }>): Attempt {
  const { begun, code, cause = code, during, status = 0, reply } = end;
  const says = reply === undefined ? '.' : `: ${brief(reply)}`;
  if (!begun && (code === 'EAUTH' || LOGIN.includes(status)))
    return { result: 'not-taken', code: 'login-refused', detail: `The SMTP login was refused${says}` };
  const aboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (permanent(status) && (begun || aboutMessage))
    return { result: 'refused', code: 'refused', detail: `The mail server refused the message${says}` };
  if (status >= 400 && status < 600)
    return { result: 'not-taken', code: 'try-later', detail: `The mail server did not take it yet${says}` };
  if (begun) return wentQuiet('The connection to the mail server was lost before it confirmed the message');
  if (code === 'EMESSAGE' && during === 'MAIL FROM')
    return { result: 'refused', code: 'too-large', detail: 'The message is too large for the mail server.' };
  if (code === 'EENVELOPE')
    return { result: 'refused', code: 'bad-address', detail: 'An address cannot be used for mail.' };
  return { result: 'not-taken', ...unreached(code, cause) };
}

/** Why no exchange began: nodemailer's code, and the system's beneath it. */
export function unreached(code: string, cause: string): Outcome {
  if (code === 'EDNS')
    return { code: 'server-not-found', detail: `The mail server’s name could not be resolved (${cause}).` };
  if (code === 'ETLS' || CERTIFICATE.test(cause))
    return {
      code: 'no-secure-connection',
      detail: `A secure connection to the mail server could not be made (${cause}).`,
    };
  if (code === 'ETIMEDOUT') return { code: 'timed-out', detail: 'The mail server did not answer in time.' };
  return { code: 'not-reached', detail: `The mail server could not be reached (${cause}).` };
}

const permanent = (status: number): boolean => status >= 500 && status < 600 && status !== BAD_SEQUENCE;

/** `what` happened after the message was under way. */
export const wentQuiet = (what: string): Attempt => ({
  result: 'unclear',
  code: 'went-quiet',
  detail: `${what}; it may or may not have arrived.`,
});

/** A server's words, on one line and no longer than an owner reads. */
export const brief = (reply: string): string => reply.replace(/\s+/g, ' ').trim().slice(0, 300);
