import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type Duration, type Instant, seconds } from '../../core/household/instant.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import type { DeliveryChannel } from '../../services/ports/channel.ts';
import { isPublicAddress, NOT_PUBLIC, publicLookup } from '../network/public-address.ts';
import { waitOf } from '../network/retry-after.ts';
import { type WebhookEnd, webhookOutcome } from './webhook-outcome.ts';
import { webhookId, webhookPayload } from './webhook-payload.ts';

type Options = {
  /** It signs the requests: `whsec_` and 24 to 64 bytes in base64. */
  secret: string;
  /** Origins that may use http and need not be public, such as `http://homeassistant.local:8123`. */
  origins?: readonly string[];
  clock: () => Instant;
  /** An attempt ends within this time; 20 s unless given. */
  timeout?: Duration;
  /** How names are resolved; by the system unless given. */
  resolve?: LookupFunction;
  /** Certificates of authorities to trust in place of Node's own. */
  ca?: string;
};

/** How much of an answer is read, in bytes: an owner sees 300 characters of it. */
const READ_OF_ANSWER = 2_048;

/** Whether a text is a secret as Standard Webhooks has them: `whsec_` and 24 to 64 bytes in base64. */
export function isWebhookSecret(text: string): boolean {
  const [, base64] = /^whsec_([A-Za-z\d+/]+={0,2})$/.exec(text) ?? [];
  const { length } = Buffer.from(base64 ?? '', 'base64');
  return length >= 24 && length <= 64;
}

/**
 * Webhooks: one POST of JSON for each attempt, signed by the rules of Standard Webhooks. It goes to public addresses over
 * https, and to the origins that the operator allows. Redirects are not followed. Throws for an unusable secret.
 */
export function webhookChannel(options: Options): DeliveryChannel {
  const { secret, origins = [], clock, timeout = seconds(20), resolve, ca } = options;
  if (!isWebhookSecret(secret)) throw new Error('The secret of webhooks must be whsec_ and 24 to 64 bytes.');
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return {
    timeout,
    async send(delivery) {
      const url = new URL(delivery.to.address);
      const isAllowed = origins.includes(url.origin);
      if (!isAllowed && !isPublicHttps(url)) return webhookOutcome({ end: 'not-allowed' });
      const now = clock();
      const body = Buffer.from(JSON.stringify(webhookPayload(delivery, now)));
      const id = webhookId(delivery);
      const timestamp = Math.floor(now / 1_000);
      const signed = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
      const lookup = isAllowed ? resolve : publicLookup(resolve);
      let halted: Attempt | undefined;
      const end = await post(url, body, {
        now,
        mayBegin: async () => (halted = await delivery.begin()) === undefined,
        headers: {
          'content-type': 'application/json',
          'content-length': body.length,
          'user-agent': 'second-yes',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signed}`,
        },
        // A connection that was open before would have skipped the look-up.
        agent: false,
        signal: AbortSignal.timeout(timeout),
        ...(lookup && { lookup }),
        ...(ca && { ca }),
      });
      return halted ?? webhookOutcome(end, id);
    },
  };
}

/** An address in place of a name is never looked up, so it is checked here. */
function isPublicHttps({ protocol, hostname }: URL): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return protocol === 'https:' && (isIP(host) === 0 || isPublicAddress(host));
}

/** Posts the body once, if it `mayBegin` when there is a connection, and gives how that ended. Never throws. */
function post(
  url: URL,
  body: Uint8Array,
  { now, mayBegin, ...options }: https.RequestOptions & { now: Instant; mayBegin: () => Promise<boolean> },
): Promise<WebhookEnd> {
  return new Promise(resolve => {
    let isSent = false;
    let isAnswered = false;
    const isSecure = url.protocol === 'https:';
    const request = (isSecure ? https : http).request(url, { ...options, method: 'POST' });
    request.on('socket', socket =>
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        void mayBegin().then(may => (may ? request.end(body) : request.destroy()));
      }),
    );
    // All of the body has been handed to the operating system. Before that nobody can have it.
    request.on('finish', () => (isSent = true));
    request.on('error', (error: NodeJS.ErrnoException) => {
      const { code = 'unknown' } = error;
      if (isAnswered) return;
      if (code === NOT_PUBLIC) resolve({ end: 'not-allowed' });
      else if (code === 'ABORT_ERR') resolve({ end: 'timed-out', isSent });
      else resolve({ end: 'broken-off', isSent, cause: code });
    });
    request.on('response', response => {
      // The status decides, however the rest of the answer ends.
      isAnswered = true;
      const { statusCode: status = 0, headers } = response;
      const wait = waitOf(headers['retry-after'] ?? '', now);
      void beginningOf(response).then(says => resolve({ end: 'answered', status, says, wait }));
    });
  });
}

/** The beginning of the answer's body, as far as it comes. The rest is not read. */
async function beginningOf(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let read = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      read += chunk.length;
      // Leaving the loop closes the connection.
      if (read >= READ_OF_ANSWER) break;
    }
  } catch {
    // The answer broke off, or the time is over.
  }
  return Buffer.concat(chunks).subarray(0, READ_OF_ANSWER).toString();
}
