import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { oneRequestAConnection } from '../peers/one-request-a-connection.ts';
import { refusedSignature, type SignedRequest, TEST_CREDENTIALS, TEST_REGION } from './sigv4.ts';

/** A request as the peer received it, with the name of its operation. */
export type Asked = SignedRequest & {
  operation: string;
  /** The body of the peer's own response, once it is sent. */
  answered?: Buffer;
};
export type Answer = { status: number; headers?: Record<string, string>; body?: string | Uint8Array };

/**
 * A fault of one request: a response in place of the peer's own; `hang`: no response; `reset`: the connection is cut before
 * the peer acts; `lost`: it is cut after the peer acts; `half`: it is cut in the middle of the response; `stall`: the
 * response stops in the middle and the connection stays open.
 */
export type Fault = Answer | 'hang' | 'reset' | 'lost' | 'half' | 'stall';

export type AwsWire = {
  url: string;
  /** All requests, including failed tries. */
  asked: Asked[];
  /** The operations of all requests, in order. */
  operations: () => string[];
  /** Gives the next requests of this operation these faults, one each. */
  fail: (operation: string, ...faults: Fault[]) => void;
  /** Called when a request gets no response, by the fault `hang`. */
  onHang: () => void;
  /** Removes all pending faults. */
  heal: () => void;
  /** The configuration of a client of this peer. */
  client: { endpoint: string; region: string; credentials: typeof TEST_CREDENTIALS };
  stop: () => Promise<void>;
};

type Service = {
  service: string;
  operationOf: (request: SignedRequest) => string;
  answer: (asked: Asked) => Answer | Promise<Answer>;
  /** An error response of this protocol. */
  problem: (code: string, message: string, status: number) => Answer;
  /** The peer speaks HTTP/2 only. */
  http2?: boolean;
  /** The peer closes a connection that is used again: what it is asked cannot be repeated. */
  closesReused?: boolean;
};

/** A server of one AWS service's protocol on this machine. It refuses requests without a valid signature. */
export async function startAwsWire(options: Service): Promise<AwsWire> {
  const { service, operationOf, answer, problem, http2 = false, closesReused = false } = options;
  const asked: Asked[] = [];
  const faults = new Map<string, Fault[]>();
  const sockets = new Set<Socket>();

  /** The socket, which HTTP/2 hides. */
  function cut({ socket: { remotePort } }: IncomingMessage): void {
    for (const socket of sockets) if (socket.remotePort === remotePort) socket.destroy();
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const signed: SignedRequest = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: await buffer(request),
    };
    const one: Asked = { ...signed, operation: operationOf(signed) };
    asked.push(one);
    const refused = refusedSignature(signed, service);
    if (refused) return write(response, problem(refused.code, refused.message, 403));
    const fault = faults.get(one.operation)?.shift();
    if (fault === 'hang') return wire.onHang();
    if (fault === 'reset') return cut(request);
    const given = typeof fault === 'object' ? fault : await answer(one);
    one.answered = Buffer.from(given.body ?? '');
    if (fault === 'lost') return cut(request);
    if (fault === 'half' || fault === 'stall') {
      const body = Buffer.from(given.body ?? '');
      response.writeHead(given.status, { ...given.headers, 'content-length': String(body.length) });
      response.write(body.subarray(0, body.length / 2), () => fault === 'half' && cut(request));
      return;
    }
    write(response, given);
  }

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, response).catch((error: unknown) =>
      write(response, problem('InternalFailure', String(error), 501)),
    );
  };
  // Node's HTTP/2 requests and responses have the shape of HTTP/1's.
  const server = http2
    ? createHttp2Server(listener as never)
    : createServer(closesReused ? oneRequestAConnection(listener) : listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wire: AwsWire = {
    url,
    asked,
    operations: () => asked.map(({ operation }) => operation),
    fail: (operation, ...more) => void faults.set(operation, [...(faults.get(operation) ?? []), ...more]),
    onHang: () => {},
    heal: () => faults.clear(),
    client: { endpoint: url, region: TEST_REGION, credentials: TEST_CREDENTIALS },
    async stop() {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise(resolve => server.close(resolve));
    },
  };
  return wire;
}

function write(response: ServerResponse, { status, headers = {}, body = '' }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}
