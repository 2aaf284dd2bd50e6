import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { aLeaf } from './alexa-certificates.ts';

/**
 * What the peer does with one request: it answers with a status, never answers after it has the body, or cuts the
 * connection then; it never reads the body; or its answer's body never ends.
 */
export type WebhookBehaviour =
  | { answers: number; headers?: Record<string, string>; says?: string }
  | 'hangs'
  | 'drops'
  | 'never-reads'
  | 'trickles';

export type WebhookPeer = {
  origin: string;
  /** The certificate to trust it by, PEM; undefined without TLS. */
  ca: string | undefined;
  /** Every request whose signature verified and whose body the peer had whole, oldest first. */
  seen: { path: string; id: string; body: string }[];
  /** How often each message was taken: verified, and answered with 2xx or cut off after its body. By webhook-id. */
  taken: () => number[];
  /** Why requests were turned away. */
  complaints: string[];
  asked: () => number;
  /** What it does with the next requests, one each; the last goes on. */
  does: (...behaviours: WebhookBehaviour[]) => void;
  stop: () => Promise<void>;
};

/** A receiver of webhooks that verifies each request as the library of Standard Webhooks does. */
export async function startWebhookPeer(secret: string, { tls = false } = {}): Promise<WebhookPeer> {
  const judge = new Webhook(secret);
  const sockets = new Set<Socket>();
  const counts = new Map<string, number>();
  let script: WebhookBehaviour[] = [{ answers: 200 }];
  let asked = 0;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    asked += 1;
    const behaviour = (script.length > 1 ? script.shift() : script[0]) as WebhookBehaviour;
    if (behaviour === 'never-reads') return;
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    try {
      judge.verify(body, request.headers as Record<string, string>);
    } catch (error) {
      peer.complaints.push((error as Error).message);
      response.writeHead(401).end('Who are you?');
      return;
    }
    const id = String(request.headers['webhook-id']);
    peer.seen.push({ path: request.url ?? '', id, body });
    if (behaviour === 'hangs') return;
    const isTaken =
      behaviour === 'drops' || behaviour === 'trickles' || Math.floor(behaviour.answers / 100) === 2;
    if (isTaken) counts.set(id, (counts.get(id) ?? 0) + 1);
    if (behaviour === 'drops') request.socket.destroy();
    else if (behaviour === 'trickles') {
      response.writeHead(200);
      response.write('And ');
    } else response.writeHead(behaviour.answers, behaviour.headers).end(behaviour.says);
  }

  const listener: RequestListener = (request, response) => {
    take(request, response).catch(() => request.socket.destroy());
  };
  const signer = tls ? await aLeaf(undefined, { host: 'localhost' }) : undefined;
  const server = signer
    ? https.createServer({ cert: signer.chain, key: signer.key }, listener)
    : http.createServer(listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const peer: WebhookPeer = {
    origin: signer ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    ca: signer?.chain,
    seen: [],
    taken: () => [...counts.values()],
    complaints: [],
    asked: () => asked,
    does(...behaviours) {
      script = behaviours;
    },
    stop: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return peer;
}
