import type { Service } from '../../core/household/channel.ts';
import type { Duration } from '../../core/household/instant.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import { brief, unreached } from '../network/service-outcome.ts';

/** How a request to a webhook ended. */
export type WebhookEnd =
  /** The operator does not allow the address: it uses http, or is not public. Nothing was sent. */
  | { end: 'not-allowed' }
  /** The receiver answered with this HTTP status, and the beginning of a body. `wait`: how long it asks to. */
  | { end: 'answered'; status: number; says: string; wait?: Duration | undefined }
  /** No answer came in time, or at all. `cause`: the system's code. */
  | { end: 'timed-out'; isSent: boolean }
  | { end: 'broken-off'; isSent: boolean; cause: string };

const service: Service = 'webhook';

/** The owner can mend these: the receiver does not accept the signature, or lacks a login. */
const ACCESS = [401, 403, 407];
/** "Request timeout", "too early", "too many requests": the receiver asks for another attempt. */
const LATER = [408, 425, 429];
/**
 * A proxy says that it lost the receiver behind it, which may have the message (RFC 9110 §15.6.3, §15.6.5; 52x are
 * Cloudflare's).
 */
const LOST_BY_PROXY = [502, 504, 520, 521, 522, 523, 524, 525, 526, 527];

/**
 * What the end of a request means for the message. The table with the reasons is in docs/channels.md.
 *
 * @param id the `webhook-id`, by which the receiver finds the message
 */
export function webhookOutcome(end: WebhookEnd, id = ''): Attempt {
  switch (end.end) {
    case 'not-allowed':
      return { result: 'refused', outcome: { code: 'address-not-allowed', service } };
    case 'answered':
      return answered(end, id);
    case 'timed-out':
      return end.isSent
        ? { result: 'unclear', outcome: { code: 'went-quiet', service, how: 'timed-out' } }
        : { result: 'not-taken', outcome: { code: 'timed-out', service } };
    case 'broken-off':
      if (end.isSent)
        return { result: 'unclear', outcome: { code: 'went-quiet', service, how: 'connection-lost' } };
      return { result: 'not-taken', outcome: unreached(service, end.cause) };
  }
}

function answered({ status, says, wait }: Extract<WebhookEnd, { end: 'answered' }>, id: string): Attempt {
  if (status >= 200 && status < 300)
    return { result: 'taken', outcome: { code: 'taken', service, reply: `${status}, webhook-id ${id}` } };
  const reply = brief(`${status} ${says}`);
  if (ACCESS.includes(status))
    return { result: 'not-taken', outcome: { code: 'access-refused', service, reply } };
  if (LATER.includes(status))
    return { result: 'not-taken', outcome: { code: 'try-later', service, reply }, wait };
  if (status === 413) return { result: 'refused', outcome: { code: 'too-large', service } };
  if (LOST_BY_PROXY.includes(status))
    return { result: 'unclear', outcome: { code: 'went-quiet', service, how: 'not-confirmed' } };
  if (status >= 500) return { result: 'not-taken', outcome: { code: 'try-later', service, reply }, wait };
  return { result: 'refused', outcome: { code: 'refused', service, reply } };
}
