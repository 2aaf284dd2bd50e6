import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

/** An address that cannot be listened on, with what to do about it. */
export class ListenError extends Error {
  readonly code = 'port-unusable';
}

/** A server that listens, and how to stop it. */
export type Listening = { port: number; close(): Promise<void> };

/**
 * Serves an app. Port 0 takes a free one.
 *
 * @param variable the setting that chose the port, for the message when it is taken
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
