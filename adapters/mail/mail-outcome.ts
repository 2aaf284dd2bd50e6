import type { Service } from '../../core/household/channel.ts';
import type { Attempt, AttemptOutcome } from '../../core/message/outcome.ts';

/** How an SMTP exchange ended. A reply is the server's, with its three digits in front. */
export type MailEnd =
  /** The server took the message, for the addresses in `taken` only. */
  | { end: 'accepted'; taken: string[]; refused: Refused[]; reply: string }
  /** The client gave up. `code` is nodemailer's, `cause` the system's beneath it, `during` the command in flight. */
  | ({ end: 'failed'; code: string; cause?: string; during?: string } & Progress & Partial<Reply>)
  | ({ end: 'timed-out' } & Progress);

export type Refused = Reply & { address: string };
type Reply = { status: number; reply: string };
/** `begun`: the server had agreed to DATA, and bytes of the message were on their way. */
type Progress = { begun: boolean };

const service: Service = 'mail-server';

/** Replies that ask for a login or refuse one (RFC 4954 §6). */
const LOGIN = [530, 534, 535, 538];
/** "Bad sequence of commands" is about the session and not about the message. */
const BAD_SEQUENCE = 503;

/** The names that OpenSSL and Node give to a certificate that cannot be trusted. */
const CERTIFICATE = /CERT|TLS|SSL|SIGNATURE/;

/**
 * What an SMTP exchange means for the message. Before the message's first byte nothing can have arrived. After its
 * last byte only the server's answer can tell (RFC 5321 §4.2.5, §6.1), and without an answer the result is unclear. A
 * message that was taken for some addresses only counts as refused, because a retry would repeat it for those.
 */
export function mailOutcome(end: MailEnd): Attempt {
  switch (end.end) {
    case 'accepted':
      return accepted(end);
    case 'timed-out':
      return end.begun
        ? { result: 'unclear', outcome: { code: 'went-quiet', service, how: 'timed-out' } }
        : { result: 'not-taken', outcome: { code: 'timed-out', service } };
    case 'failed':
      return failed(end);
  }
}

function accepted({ taken, refused, reply }: Extract<MailEnd, { end: 'accepted' }>): Attempt {
  if (refused.length === 0)
    return { result: 'taken', outcome: { code: 'taken', service, reply: brief(reply) } };
  const replies = refused.map(one => ({ address: one.address, reply: brief(one.reply) }));
  if (taken.length > 0) {
    const of = taken.length + refused.length;
    const outcome = { code: 'partly-refused', service, taken: taken.length, of, refused: replies } as const;
    return { result: 'refused', outcome };
  }
  const all = replies.map(({ address, reply }) => `${address} (${reply})`).join(', ');
  return refused.every(({ status }) => isPermanent(status))
    ? { result: 'refused', outcome: { code: 'refused', service, reply: all } }
    : { result: 'not-taken', outcome: { code: 'try-later', service, reply: all } };
}

function failed(end: Extract<MailEnd, { end: 'failed' }>): Attempt {
  const { begun, code, cause = code, during, status = 0 } = end;
  const said = { service, ...(end.reply !== undefined && { reply: brief(end.reply) }) };
  if (!begun && (code === 'EAUTH' || LOGIN.includes(status)))
    return { result: 'not-taken', outcome: { code: 'login-refused', ...said } };
  if (code === 'ETLS') return { result: 'not-taken', outcome: unreached(service, code, cause) };
  const isAboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (isPermanent(status) && (begun || isAboutMessage))
    return { result: 'refused', outcome: { code: 'refused', ...said } };
  if (status >= 400 && status < 600) return { result: 'not-taken', outcome: { code: 'try-later', ...said } };
  if (begun) return { result: 'unclear', outcome: { code: 'went-quiet', service, how: 'connection-lost' } };
  if (code === 'EMESSAGE' && during === 'MAIL FROM')
    return { result: 'refused', outcome: { code: 'too-large', service } };
  if (code === 'EENVELOPE') return { result: 'refused', outcome: { code: 'bad-address', service } };
  return { result: 'not-taken', outcome: unreached(service, code, cause) };
}

/** Why no exchange began, from nodemailer's code and the system's beneath it. */
export function unreached(service: Service, code: string, cause: string): AttemptOutcome<'not-taken'> {
  if (code === 'EDNS') return { code: 'server-not-found', service, cause };
  if (code === 'ETLS' || CERTIFICATE.test(cause)) return { code: 'no-secure-connection', service, cause };
  if (code === 'ETIMEDOUT') return { code: 'timed-out', service };
  return { code: 'not-reached', service, cause };
}

const isPermanent = (status: number): boolean => status >= 500 && status < 600 && status !== BAD_SEQUENCE;

/** A service's words on one line of at most 300 characters, which an owner can read on a phone. */
export const brief = (reply: string): string => reply.replace(/\s+/g, ' ').trim().slice(0, 300);
