import type { Service } from '../../core/household/channel.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import { brief, unreached } from '../network/service-outcome.ts';

/** How an SMTP exchange ended. A reply is the server's, with its three digits in front. */
export type MailEnd =
  | { end: 'accepted'; reply: string }
  /** The server does not take addresses like this one, which has other letters than ASCII before the @ (RFC 6531). */
  | { end: 'ascii-only' }
  /** The client gave up. `code` is nodemailer's, `cause` the system's beneath it, `during` the command in flight. */
  | ({ end: 'failed'; code: string; cause?: string; during?: string } & Progress & Partial<Reply>)
  | ({ end: 'timed-out' } & Progress);

type Reply = { status: number; reply: string };
/** `begun`: the server had agreed to DATA, and bytes of the message were on their way. */
type Progress = { begun: boolean };

const service: Service = 'mail-server';

/** Replies that ask for a login or refuse one (RFC 4954 §6). */
const LOGIN = [530, 534, 535, 538];
/** "Bad sequence of commands" is about the session and not about the message. */
const BAD_SEQUENCE = 503;

/**
 * What an SMTP exchange means for the message. Before the message's first byte nothing can have arrived. After its
 * last byte only the server's answer can tell (RFC 5321 §4.2.5, §6.1), and without an answer the result is unclear.
 */
export function mailOutcome(end: MailEnd): Attempt {
  switch (end.end) {
    case 'accepted':
      return { result: 'taken', outcome: { code: 'taken', service, reply: brief(end.reply) } };
    case 'ascii-only':
      return { result: 'refused', outcome: { code: 'ascii-only', service } };
    case 'timed-out':
      return end.begun
        ? { result: 'unclear', outcome: { code: 'went-quiet', service, how: 'timed-out' } }
        : { result: 'not-taken', outcome: { code: 'timed-out', service } };
    case 'failed':
      return failed(end);
  }
}

function failed(end: Extract<MailEnd, { end: 'failed' }>): Attempt {
  const { begun, code, cause = code, during, status = 0 } = end;
  const said = { service, ...(end.reply !== undefined && { reply: brief(end.reply) }) };
  if (!begun && (code === 'EAUTH' || LOGIN.includes(status)))
    return { result: 'not-taken', outcome: { code: 'login-refused', ...said } };
  if (code === 'ETLS') return { result: 'not-taken', outcome: unreached(service, cause, code) };
  const isAboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (isPermanent(status) && (begun || isAboutMessage))
    return { result: 'refused', outcome: { code: 'refused', ...said } };
  if (status >= 400 && status < 600) return { result: 'not-taken', outcome: { code: 'try-later', ...said } };
  if (begun) return { result: 'unclear', outcome: { code: 'went-quiet', service, how: 'connection-lost' } };
  if (code === 'EMESSAGE' && during === 'MAIL FROM')
    return { result: 'refused', outcome: { code: 'too-large', service } };
  if (code === 'EENVELOPE') return { result: 'refused', outcome: { code: 'bad-address', service } };
  return { result: 'not-taken', outcome: unreached(service, cause, code) };
}

const isPermanent = (status: number): boolean => status >= 500 && status < 600 && status !== BAD_SEQUENCE;
