import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { seconds } from '../../core/household/instant.ts';

/** A request of a phone is small. Amazon's and the simulator's arrive over good connections. */
export const REQUEST_LIMITS = {
  headersTimeout: seconds(10),
  requestTimeout: seconds(30),
  connectionsCheckingInterval: seconds(1),
  /**
   * Longer than a reverse proxy keeps a connection that is idle (nginx 60, Go 90, Caddy 120 s). Otherwise the proxy may
   * send a request just as this server closes the connection, and its client gets an error.
   */
  keepAliveTimeout: seconds(130),
};

/**
 * `time`: a connection is closed if the other end has sent nothing and taken nothing for this long, even in the middle
 * of a request or an answer.
 */
export const INACTIVITY_LIMIT = { time: seconds(30) };

/** More than a household uses at once, and far fewer than the files that a process may open. */
const MOST = 128;

type Exchange = { request: IncomingMessage; response: ServerResponse };

/**
 * Keeps at most `MOST` connections. When another one comes, the one that has been idle for longest is closed: no
 * request on it is being answered, and its opening or last request is the longest ago. So anybody who opens many
 * connections and sends only halves of requests loses those. At worst, a phone loses an idle connection, and opens it
 * again.
 */
export function limitConnections(server: Server): void {
  const open = new Map<Socket, Exchange | undefined>();
  server.on('connection', (socket: Socket) => {
    if (open.size >= MOST) {
      const [idle] = [...open].find(([, exchange]) => !isBeingAnswered(exchange)) ?? [];
      if (!idle) return void socket.destroy();
      open.delete(idle);
      idle.destroy();
    }
    open.set(socket, undefined);
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    if (!open.delete(socket)) return;
    open.set(socket, { request, response });
  });
}

const isBeingAnswered = (exchange: Exchange | undefined): boolean =>
  exchange !== undefined && exchange.request.complete && !exchange.response.writableFinished;
