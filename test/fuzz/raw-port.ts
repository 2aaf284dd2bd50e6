import { connect } from 'node:net';
import * as fc from 'fast-check';
import type { TestHomeServer } from '../support/home/test-home-server.ts';
import { CANARY, nastyTexts, slipped, slips, tracesIn } from './mutate.ts';

/** A port of a running home server on this machine, and what reaches it. */
export type Port = {
  port: number;
  /** The paths of requests that are answered with more than 404, and the headers that they need. */
  paths: readonly string[];
  headers: readonly string[];
};

/** How long an answer may take before it counts as none, in milliseconds. The server gives up half a request after 10 s. */
const PATIENCE = 15_000;
/** The server keeps 128 connections open. */
const AT_ONCE = 16;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'get', 'PRI', 'X'];

/** Lines that frame a request, rightly and wrongly: what a proxy and a server may read as two different requests. */
const FRAMES = [
  'Content-Length: 2',
  'Content-Length: 0',
  'Content-Length: -1',
  'Content-Length: 2, 2',
  'Content-Length: 99999999999999999999',
  'Content-Length: 1e1',
  'Content-Length : 2',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: xchunked',
  'Transfer-Encoding: chunked, identity',
  'Transfer-Encoding:\tchunked',
  'Expect: 100-continue',
  'Upgrade: websocket',
  'Connection: close, Host',
  'Connection: keep-alive',
];

const BODIES = [
  '',
  '{}',
  '2\r\n{}\r\n0\r\n\r\n',
  'ffffffffffffffff\r\n{}',
  '0\r\nX: y\r\n\r\n',
  '\0\r\n',
  'GET / HTTP/1.1\r\n\r\n',
];

const headerLine = fc.oneof(
  fc.constantFrom(...FRAMES),
  fc
    .tuple(
      fc.constantFrom(
        'Host',
        'DPoP',
        'Cookie',
        'Origin',
        'X-Forwarded-For',
        'Content-Type',
        'Range',
        'Accept',
        '',
      ),
      fc.constantFrom(...nastyTexts, 'a.b.c', 'bytes=9-1', 'x'.repeat(20_000), `${CANARY};q=9`),
    )
    .map(([name, value]) => `${name}: ${value}`),
);

const mostly = (usual: boolean): fc.Arbitrary<boolean> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, fc.constant(!usual));

const draft = fc.record({
  method: fc.oneof({ weight: 5, arbitrary: fc.constantFrom('GET', 'POST') }, fc.constantFrom(...METHODS)),
  path: fc.nat(1_000),
  tail: fc.oneof(
    { weight: 5, arbitrary: fc.constant('') },
    fc.constantFrom(
      ...nastyTexts,
      '?' + 'x'.repeat(30_000),
      '%',
      '%ff',
      '/%2e%2e/%2e%2e/etc/passwd',
      ' HTTP/9.9',
      '#x',
      '//',
      '\\',
    ),
  ),
  version: fc.oneof(
    { weight: 9, arbitrary: fc.constant('HTTP/1.1') },
    fc.constantFrom('HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'http/1.1', ''),
  ),
  usual: mostly(true),
  /** Each comes from an address of its own, as through a proxy: the limit of one address would end them all. */
  sender: fc.ipV4(),
  headers: fc.oneof(fc.constant<string[]>([]), fc.array(headerLine, { maxLength: 3 })),
  end: fc.oneof({ weight: 9, arbitrary: fc.constant('\r\n') }, fc.constantFrom('\n', '\r', ' \r\n')),
  body: fc.constantFrom(...BODIES),
  /** With its true length. Otherwise the next request begins where the body does. */
  framed: mostly(true),
  again: fc.boolean(),
  slips,
});

type Draft = typeof draft extends fc.Arbitrary<infer D> ? D : never;

function bytesOf(one: Draft, { paths, headers }: Port): Uint8Array {
  const path = paths[one.path % paths.length] ?? '/';
  const lines = [
    `${one.method} ${path}${one.tail} ${one.version}`,
    ...(one.usual ? [...headers, `X-Forwarded-For: ${one.sender}`] : []),
    ...one.headers,
    ...(one.framed ? [`Content-Length: ${one.body.length}`] : []),
    '',
    '',
  ].join(one.end);
  const text = lines + one.body;
  return slipped(new TextEncoder().encode(one.again ? text + text : text), one.slips);
}

/** Sends bytes on a connection of its own, says that no more will come, and gives everything that came back. */
function exchange(port: number, bytes: Uint8Array): Promise<string> {
  return new Promise((answered, failed) => {
    let answer = '';
    let isConnected = false;
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      isConnected = true;
      socket.end(bytes);
    });
    socket.setEncoding('latin1').setTimeout(PATIENCE, () => {
      socket.destroy();
      failed(new Error('Nothing came back, and the connection stayed open.'));
    });
    socket.on('data', (text: string) => (answer += text));
    // The server may hang up on what it does not read to its end.
    socket.on('error', error => !isConnected && failed(error));
    socket.on('close', () => answered(answer));
  });
}

/**
 * Sends bytes to a port that are nearly HTTP, and counts the statuses of the answers; 0 is a connection that was closed
 * without one. Fails for a status of 500 and above, and for an answer that shows something of the program's inside.
 */
export async function fuzzPort(port: Port, requests: number): Promise<Record<number, number>> {
  const count: Record<number, number> = {};
  const row = fc.array(draft, { minLength: AT_ONCE, maxLength: AT_ONCE });
  await fc.assert(
    fc.asyncProperty(row, async drafts => {
      const answers = await Promise.all(drafts.map(one => exchange(port.port, bytesOf(one, port))));
      for (const answer of answers) {
        const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
        const said = JSON.stringify(answer.slice(0, 300));
        if (status >= 500 && status !== 505) throw new Error(`It failed: ${said}`);
        // 421 says which host was asked for, as plain text.
        const shown = status >= 400 && status !== 421 ? tracesIn(answer) : [];
        if (shown.length > 0) throw new Error(`It shows ${shown.join()}: ${said}`);
        count[status] = (count[status] ?? 0) + 1;
      }
    }),
    { numRuns: Math.ceil(requests / AT_ONCE) },
  );
  return count;
}

/** The two ports of a home server, the simulator's with the cookie that its page gets. */
export function portsOf({ server, origin }: TestHomeServer): { main: Port; simulator: Port } {
  const { port, hash } = new URL(server.addresses.start);
  const list = `/api/households/${server.household}/messages`;
  return {
    main: {
      port: Number(new URL(origin).port),
      paths: ['/', '/phone/', '/alexa', '/api/household', list, `${list}/01MESSAGE/recording`],
      headers: [`Host: ${new URL(origin).host}`, 'Content-Type: application/json'],
    },
    simulator: {
      port: Number(port),
      paths: ['/', '/enter', '/echo', '/echo/say', '/outbox', '/state'],
      headers: [
        `Host: localhost:${port}`,
        `Cookie: second-yes-simulator-${port}=${hash.slice(1)}`,
        'Content-Type: application/json',
      ],
    },
  };
}
