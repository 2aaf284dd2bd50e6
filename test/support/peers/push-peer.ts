import { createECDH, createVerify, type ECDH, randomBytes } from 'node:crypto';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import ece from 'http_ece';
import type { PushPayload } from '../../../services/ports/push-sender.ts';
import type { PushTarget } from '../../../core/household/subscription.ts';
import { aLeaf } from './alexa-certificates.ts';
import { oneRequestAConnection } from './one-request-a-connection.ts';

/** One push as the push service and, behind it, the browser saw it. */
export type Pushed = {
  phone: string;
  ttl: number;
  topic: string;
  urgency: string;
  /** What the household says of itself in its VAPID token. */
  subject: string;
  payload: PushPayload;
  /** The decrypted payload as it is, to hand to a browser. */
  raw: string;
};

/** What the peer does with a push. `trails`: its answer never ends. */
export type Behaviour =
  | { answers: 201 | 404 | 410 | 413 | 429 | 503 | 301; headers?: Record<string, string>; trails?: true }
  | 'hangs';

export type PushPeer = {
  origin: string;
  /** The certificate to trust it by, PEM. */
  ca: string;
  /** What was taken, oldest first. */
  taken: Pushed[];
  /** Why requests were turned away: no good VAPID token, nothing that decrypts. */
  complaints: string[];
  asked: number;
  /** How many connections are open. */
  connections: () => number;
  /** What it does from now on. */
  does: (behaviour: Behaviour) => void;
  /** Forgets what it took, and takes pushes again. */
  reset: () => void;
  /** A browser's subscription here for the household's key, whose private half the peer holds. */
  subscribe: (phone: string, vapidKey: string) => PushTarget;
  stop: () => Promise<void>;
};

/**
 * A push service over https, with a certificate of its own, and the browsers behind it: it verifies each request's
 * VAPID token (RFC 8292) against the key that was subscribed for, and decrypts what it takes (RFC 8291).
 */
export async function startPushPeer(): Promise<PushPeer> {
  const { chain, key } = await aLeaf(undefined, { host: 'localhost' });
  const browsers = new Map<string, { keys: ECDH; auth: Buffer; vapidKey: string }>();
  const sockets = new Set<Socket>();
  let behaviour: Behaviour = { answers: 201 };

  const take = oneRequestAConnection((request, response) => {
    peer.asked += 1;
    if (behaviour !== 'hangs') void answer(request, response, behaviour);
  });
  const server = createServer({ cert: chain, key }, take);
  server.on('secureConnection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    { answers, headers = {}, trails }: Exclude<Behaviour, 'hangs'>,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (answers === 201) {
      try {
        peer.taken.push(received(request, Buffer.concat(chunks)));
      } catch (error) {
        peer.complaints.push(String(error));
        response.writeHead(403).end();
        return;
      }
    }
    response.writeHead(answers, headers);
    if (trails) response.write('and ');
    else response.end();
  }

  function received({ url = '', method, headers }: IncomingMessage, body: Buffer): Pushed {
    const phone = decodeURIComponent(url.replace('/push/', ''));
    const browser = browsers.get(phone);
    if (method !== 'POST' || !browser) throw new Error(`nobody subscribed at ${url}`);
    if (headers['content-encoding'] !== 'aes128gcm') throw new Error('not aes128gcm');
    const { sub } = vapidClaims(String(headers.authorization), browser.vapidKey, peer.origin);
    const { keys, auth } = browser;
    const raw = ece
      .decrypt(body, { version: 'aes128gcm', privateKey: keys, authSecret: auth.toString('base64url') })
      .toString('utf8');
    return {
      phone,
      ttl: Number(headers['ttl']),
      topic: String(headers['topic']),
      urgency: String(headers['urgency']),
      subject: sub,
      payload: JSON.parse(raw) as PushPayload,
      raw,
    };
  }

  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve));
  const peer: PushPeer = {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    ca: chain,
    taken: [],
    complaints: [],
    asked: 0,
    connections: () => sockets.size,
    does: next => (behaviour = next),
    reset() {
      peer.taken.length = 0;
      peer.complaints.length = 0;
      peer.asked = 0;
      behaviour = { answers: 201 };
    },
    subscribe(phone, vapidKey) {
      const keys = createECDH('prime256v1');
      keys.generateKeys();
      const auth = randomBytes(16);
      browsers.set(phone, { keys, auth, vapidKey });
      return {
        endpoint: `${peer.origin}/push/${encodeURIComponent(phone)}`,
        keys: { p256dh: keys.getPublicKey('base64url'), auth: auth.toString('base64url') },
      };
    },
    stop: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return peer;
}

const P256_SPKI = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');

/** The claims of a VAPID token, once its signature, audience and time hold (RFC 8292 §2, §3). */
function vapidClaims(authorization: string, vapidKey: string, audience: string): { sub: string } {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  if (key !== vapidKey) throw new Error('signed with a key that nobody subscribed for');
  const [header = '', payload = '', signature = ''] = token.split('.');
  const spki = Buffer.concat([P256_SPKI, Buffer.from(key, 'base64url')]);
  const holds = createVerify('SHA256')
    .update(`${header}.${payload}`)
    .verify(
      { key: spki, format: 'der', type: 'spki', dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
  if (!holds) throw new Error('the VAPID token is not signed by its key');
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const { aud, exp, sub } = said;
  const now = Date.now() / 1_000;
  if (aud !== audience) throw new Error(`meant for ${String(aud)}`);
  if (typeof exp !== 'number' || exp < now || exp > now + 24 * 3_600) throw new Error('not of this day');
  if (typeof sub !== 'string' || !/^(https:|mailto:)/.test(sub)) throw new Error('nobody to turn to');
  return { sub };
}
