import type { Service } from '../../core/household/channel.ts';
import type { AttemptOutcome } from '../../core/message/outcome.ts';

/** Names that could not be resolved, by the codes of the system and of nodemailer. */
const NO_NAME = ['ENOTFOUND', 'EAI_AGAIN', 'EDNS'];
/** What is in the codes that OpenSSL and Node give to an error of TLS or of a certificate. */
const TLS_ERROR = /CERT|TLS|SSL|SIGNATURE/;
/** Codes of a connection that took too long: the system's, and undici's. */
const TOO_SLOW = ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'];

/**
 * Why no exchange with a service began.
 *
 * @param cause the system's code, which the owner sees
 * @param code the client's own code above it, if it has one
 */
export function unreached(service: Service, cause: string, code = cause): AttemptOutcome<'not-taken'> {
  if (NO_NAME.includes(code)) return { code: 'server-not-found', service, cause };
  if (code === 'ETLS' || TLS_ERROR.test(cause)) return { code: 'no-secure-connection', service, cause };
  if (TOO_SLOW.includes(code)) return { code: 'timed-out', service };
  return { code: 'not-reached', service, cause };
}

/** A service's words on one line of at most 300 characters, which an owner can read on a phone. */
export const brief = (reply: string): string => reply.replace(/\s+/g, ' ').trim().slice(0, 300);
