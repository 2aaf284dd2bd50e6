import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Takes one request a connection, and closes a connection that is used again. A server may close an idle connection at any
 * moment, and a client that uses it in that moment cannot know whether its request arrived.
 */
export function oneRequestAConnection(take: RequestListener): RequestListener {
  const used = new WeakSet<Socket>();
  return (request, response) => {
    if (used.has(request.socket)) return void request.socket.destroy();
    used.add(request.socket);
    take(request, response);
  };
}
