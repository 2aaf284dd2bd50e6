import { lookup } from 'node:dns/promises';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { OperatorError } from '../../services/ports/operator-error.ts';
import { INACTIVITY_LIMIT, limitConnections, REQUEST_LIMITS } from './limit-connections.ts';

/** The server cannot listen on an address. The message tells the operator what to do. */
export class ListenError extends OperatorError {
  readonly code = 'port-unusable';
}

export type Listening = { port: number; close(): Promise<void> };

/** The addresses that a browser tries for `localhost`. */
const LOOPBACK = ['127.0.0.1', '::1'];
/** How often another free port is tried, if the one that is free on one address is taken on another. */
const TRIES = 20;

type Place = { host: string; port: number; variable: string };

/**
 * Serves an app on a host and on both loopback addresses. If one of these were free, another user of this machine could
 * listen there, and pages that a browser loads from `localhost` would be theirs. A loopback address that this machine
 * does not have is left out. Port 0 takes any port that is free on all addresses. Rejects with a {@link ListenError}.
 *
 * @param variable the environment variable that chose the port, for the error message
 */
export async function listen(app: Hono, place: Place): Promise<Listening> {
  for (let tries = 1; ; tries++) {
    try {
      return await listenOnAll(app, place);
    } catch (error) {
      const { cause } = error as { cause?: NodeJS.ErrnoException };
      if (place.port !== 0 || cause?.code !== 'EADDRINUSE' || tries === TRIES) throw error;
    }
  }
}

async function listenOnAll(app: Hono, { host, port, variable }: Place): Promise<Listening> {
  const servers: Server[] = [];
  const close = async () => {
    await Promise.all(servers.map(closeServer));
  };
  let [address, taken] = [host, port];
  try {
    for (address of await addressesOf(host)) {
      const server = createAdaptorServer({ fetch: app.fetch, serverOptions: REQUEST_LIMITS }) as Server;
      server.setTimeout(INACTIVITY_LIMIT.time);
      limitConnections(server);
      const isOptional = servers.length > 0 && LOOPBACK.includes(address);
      const bound = await listenOn(server, address, taken).catch((error: NodeJS.ErrnoException) => {
        if (!isOptional || !MISSING.has(error.code)) throw error;
      });
      if (bound === undefined) continue;
      servers.push(server);
      taken = bound;
    }
  } catch (error) {
    await close();
    throw new ListenError(explain(error as NodeJS.ErrnoException, address, port, variable), { cause: error });
  }
  return { port: taken, close };
}

/** The host's address first. `::` listens on every address of the machine, 0.0.0.0 on every IPv4 address. */
async function addressesOf(host: string): Promise<string[]> {
  const { address } = await lookup(host);
  if (address === '::') return [address];
  if (address === '0.0.0.0') return [address, '::1'];
  return [...new Set([address, ...LOOPBACK])];
}

/** The codes of an address that this machine does not have. */
const MISSING = new Set<string | undefined>(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** Gives the port that was taken. */
function listenOn(server: Server, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound ? bound.port : port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise(closed => {
    server.close(() => closed());
    server.closeAllConnections();
  });
}

const LAST_PORT = 65_535;

function explain({ code }: NodeJS.ErrnoException, address: string, port: number, variable: string): string {
  if (code === 'EADDRINUSE') {
    const other = port + 10 <= LAST_PORT ? port + 10 : port - 10;
    return `Port ${port} is in use on ${address}. Choose another, for example: ${variable}=${other} npm start`;
  }
  if (code === 'EACCES')
    return `Port ${port} may not be used by this user. Choose one above 1023 with ${variable}.`;
  return `Cannot listen on ${address}, port ${port} (${code ?? 'unknown'}). Check HOST and ${variable}.`;
}
