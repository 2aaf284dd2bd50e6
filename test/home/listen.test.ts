import { once } from 'node:events';
import { createServer, connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Hono } from 'hono';
import { listen, type Listening } from '../../home/listen.ts';

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
        message: `Port ${port} is in use. Choose another, for example: ${variable}=${port + 10} npm start`,
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

describe('Closing', () => {
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
