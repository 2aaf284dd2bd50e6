import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Hono } from 'hono';
import { listen, type Listening } from '../../../home/requests/listen.ts';

const host = '127.0.0.1';
const app = new Hono().get('/', c => c.text('here'));

let open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.map(server => server.close()));
  open = [];
});

async function listening(port: number, variable = 'PORT', on = app): Promise<Listening> {
  const server = await listen(on, { host, port, variable });
  open.push(server);
  return server;
}

describe('Listening', () => {
  test('listening on port 0 takes a free port and gives its number', async () => {
    const [one, other] = [await listening(0), await listening(0)];
    expect(one.port).not.toBe(other.port);
    for (const { port } of [one, other])
      expect(await (await fetch(`http://${host}:${port}/`)).text()).toBe('here');
  });

  test('listening on a given port takes that port', async () => {
    const before = await listen(app, { host, port: 0, variable: 'PORT' });
    await before.close();
    expect((await listening(before.port)).port).toBe(before.port);
  });

  test.each(['PORT', 'SIMULATOR_PORT'])(
    'listening on a busy port is refused and names the variable %s',
    async variable => {
      const { port } = await listening(0);
      await expect(listening(port, variable)).rejects.toMatchObject({
        code: 'port-unusable',
        message: `Port ${port} is in use on 127.0.0.1. Choose another, for example: ${variable}=${port + 10} npm start`,
      });
    },
  );

  test('the advice for a busy last port names a port that exists', async () => {
    const last = createServer().listen(65_535, host);
    // If another process holds the port, it is busy too.
    await Promise.race([once(last, 'listening'), once(last, 'error')]);
    await expect(listening(65_535)).rejects.toThrow('PORT=65525 npm start');
    last.close();
  });

  test('listening on an address of another machine is refused and names HOST and the port’s variable', async () => {
    // No machine has this address (RFC 5737).
    await expect(listen(app, { host: '192.0.2.1', port: 0, variable: 'PORT' })).rejects.toMatchObject({
      code: 'port-unusable',
      message: 'Cannot listen on 192.0.2.1, port 0 (EADDRNOTAVAIL). Check HOST and PORT.',
    });
  });
});

/** The addresses of other programs that a browser could reach as localhost. */
const STRANGERS = ['127.0.0.1', '::1', '0.0.0.0', '::'];

/** Listens as another program of this machine would. */
async function stranger(address: string, port: number): Promise<Server> {
  const server = createServer();
  const failed = once(server, 'error').then(([error]) => Promise.reject(error as Error));
  await Promise.race([once(server.listen(port, address), 'listening'), failed]);
  return server;
}

describe('Both loopback addresses', () => {
  const others = Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid)
    .map(({ address }) => address);

  test.each(['127.0.0.1', 'localhost', '::1', '0.0.0.0', '::', ...others])(
    'a server on %s answers on both, and leaves neither to another program',
    async on => {
      const server = await listen(app, { host: on, port: 0, variable: 'PORT' });
      open.push(server);
      for (const name of ['127.0.0.1', '[::1]', on.includes(':') ? `[${on}]` : on])
        expect(await (await fetch(`http://${name}:${server.port}/`)).text()).toBe('here');
      for (const address of STRANGERS)
        await expect(stranger(address, server.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    },
  );

  test.each(['127.0.0.1', '::1', '::'])(
    'a server does not start where another program has taken %s, and frees what it has taken itself',
    async address => {
      const { port } = await listening(0);
      await open.pop()?.close();
      const other = await stranger(address, port);
      for (const on of ['127.0.0.1', '::1', '0.0.0.0', '::'])
        await expect(listen(app, { host: on, port, variable: 'PORT' })).rejects.toMatchObject({
          code: 'port-unusable',
        });
      other.close();
      await listening(port);
    },
  );
});

describe('Closing', () => {
  test('an idle connection is kept for longer than a reverse proxy keeps it', async () => {
    const { port } = await listening(0);
    const { headers } = await fetch(`http://${host}:${port}/`);
    expect(Number(/timeout=(\d+)/.exec(headers.get('Keep-Alive') ?? '')?.[1])).toBeGreaterThan(120);
  });

  test('closing ends idle connections and frees the port', async () => {
    const server = await listen(app, { host, port: 0, variable: 'PORT' });
    const idle = connect(server.port, host);
    await once(idle, 'connect');
    const ended = once(idle, 'close');
    await server.close();
    await ended;
    const next = createServer().listen(server.port, host);
    await once(next, 'listening');
    expect((next.address() as AddressInfo).port).toBe(server.port);
    next.close();
  });
});
