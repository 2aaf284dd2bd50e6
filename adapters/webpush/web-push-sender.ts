import { request } from 'node:https';
import webPush from 'web-push';
import { type Duration, type Instant, seconds } from '../../core/household/instant.ts';
import { isPushEndpoint } from './push-endpoint.ts';
import { waitOf } from '../network/retry-after.ts';
import type { PushEnd, PushSender } from '../../services/ports/push-sender.ts';

/** The server's VAPID key pair (RFC 8292), base64url. `subject`: how a push service reaches the operator. */
export type Vapid = { publicKey: string; privateKey: string; subject: string };

/** Posts one request and gives the answer. Rejects if there is none. */
export type Post = (
  url: string,
  headers: Record<string, string>,
  body: Uint8Array,
) => Promise<{ status: number; retryAfter?: string }>;

/** A push service that has not answered within this time is tried again later. */
const TIMEOUT: Duration = seconds(5);

/** Posts over https, each time on a new connection. It follows no redirect and ends within `timeout` (5 s unless given). */
export const httpsPost =
  ({ timeout = TIMEOUT, ca }: { timeout?: Duration; ca?: string } = {}): Post =>
  (url, headers, body) =>
    new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(timeout);
      // The push service may have closed a connection that was kept. The phone would then be notified only at the next try.
      const options = { method: 'POST', headers, signal, agent: false as const, ...(ca && { ca }) };
      const posted = request(url, options, answer => {
        // Nobody reads the body, but it must be drained to free the connection, and it may break off.
        answer.on('error', () => {}).resume();
        const { statusCode: status = 0, headers: answered } = answer;
        const retryAfter = answered['retry-after'];
        resolve({ status, ...(retryAfter !== undefined && { retryAfter }) });
      });
      posted.on('error', reject);
      posted.end(body);
    });

type Options = {
  vapid: Vapid;
  /** Origins that the operator added to the browsers' push services. */
  origins?: readonly string[];
  clock: () => Instant;
  post?: Post;
};

/** Pushes over Web Push: VAPID, RFC 8291 encryption, RFC 8030 delivery. */
export function pushSender({ vapid, origins = [], clock, post = httpsPost() }: Options): PushSender {
  const allows = (endpoint: string) => isPushEndpoint(endpoint, origins);
  return {
    key: vapid.publicKey,
    allows,
    async send({ endpoint, keys }, { payload, ttl, topic, urgency }) {
      if (!allows(endpoint)) return { end: 'refused' };
      let details;
      try {
        details = webPush.generateRequestDetails({ endpoint, keys }, JSON.stringify(payload), {
          vapidDetails: vapid,
          contentEncoding: 'aes128gcm',
          TTL: Math.floor(ttl / 1_000),
          topic,
          urgency,
        });
      } catch {
        // Nothing can ever be encrypted for keys that are malformed.
        return { end: 'refused' };
      }
      try {
        const { status, retryAfter } = await post(endpoint, details.headers, details.body);
        return endOf(status, retryAfter, clock());
      } catch {
        return { end: 'later' };
      }
    },
  };
}

/** Reads a push service's answer (RFC 8030 §5, §7.3). */
function endOf(status: number, retryAfter: string | undefined, now: Instant): PushEnd {
  if (status >= 200 && status < 300) return { end: 'taken', status };
  if (status === 404 || status === 410) return { end: 'gone', status };
  if (status !== 429 && status < 500) return { end: 'refused', status };
  const wait = retryAfter === undefined ? undefined : waitOf(retryAfter, now);
  return { end: 'later', status, ...(wait !== undefined && { wait }) };
}
