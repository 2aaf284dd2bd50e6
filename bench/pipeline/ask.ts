import { Agent, request } from 'node:http';

/** What was answered, with the body as it came. */
export type Answer = { status: number; body: Buffer };

/** Sends one request. */
export type Ask = (
  method: string,
  url: string,
  sent?: { headers?: Record<string, string>; body?: Uint8Array | undefined },
) => Promise<Answer>;

/**
 * One client with one connection, from an address of its own where this machine has such: a server counts the requests of
 * each address. Fetch would cost the driver more than the server.
 */
export function aClient(number: number): Ask {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const localAddress = process.platform === 'linux' ? `127.0.1.${number + 1}` : undefined;
  const ask: Ask = (method, url, sending = {}) =>
    new Promise((answered, failed) => {
      const { headers = {}, body } = sending;
      const sent = request(
        url,
        {
          method,
          agent,
          ...(localAddress !== undefined && { localAddress }),
          headers: { ...headers, ...(body && { 'Content-Length': body.length }) },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            answered({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }),
          );
          response.on('error', failed);
        },
      );
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // A server closes a connection that was idle for seconds, and the request may have been on its way.
        const wasIdle = sent.reusedSocket && error.code === 'ECONNRESET';
        if (wasIdle) answered(ask(method, url, sending));
        else failed(error);
      });
      sent.end(body);
    });
  return ask;
}

/** The JSON of an answer. Throws for any status but the one that means success. */
export function jsonOf({ status, body }: Answer, expected = 200): unknown {
  if (status !== expected) throw new Error(`Answered with ${status}: ${body.toString('utf8', 0, 300)}`);
  return JSON.parse(body.toString('utf8'));
}
