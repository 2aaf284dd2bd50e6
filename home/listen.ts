import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

/** The server cannot listen on an address. The message tells the operator what to do. */
export class ListenError extends Error {
  readonly code = 'port-unusable';
}

/** A server that listens. */
export type Listening = { port: number; close(): Promise<void> };

/**
 * Serves an app. Port 0 takes any free port. Rejects with a {@link ListenError}.
 *
 * @param variable the environment variable that chose the port, for the error message
 */
export function listen(
  app: Hono,
  { host, port, variable }: { host: string; port: number; variable: string },
): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new ListenError(explain(error, host, port, variable), { cause: error }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : port,
        close: () =>
          new Promise(closed => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

const LAST_PORT = 65_535;

function explain({ code }: NodeJS.ErrnoException, host: string, port: number, variable: string): string {
  if (code === 'EADDRINUSE') {
    const other = port + 10 <= LAST_PORT ? port + 10 : port - 10;
    return `Port ${port} is in use. Choose another, for example: ${variable}=${other} npm start`;
  }
  if (code === 'EACCES')
    return `Port ${port} may not be used by this user. Choose one above 1023 with ${variable}.`;
  return `Cannot listen on ${host}, port ${port} (${code ?? 'unknown'}). Check HOST and ${variable}.`;
}
