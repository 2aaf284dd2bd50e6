import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Hono } from 'hono';
import { addressBehind, isNetwork } from '../../../home/requests/address-of.ts';
import { listen, type Listening } from '../../../home/requests/listen.ts';
import type { AddressOf } from '../../../services/companion/companion-parts.ts';

let proxies: string[];
let server: Listening;
beforeEach(async () => {
  let addressOf: AddressOf | undefined;
  proxies = ['127.0.0.0/8', '::1'];
  const app = new Hono().get('/', c => c.json((addressOf ??= addressBehind(proxies))(c)));
  server = await listen(app, { host: '127.0.0.1', port: 0, variable: 'PORT' });
});
afterEach(() => server.close());

/** Where a request to the running server came from, over IPv4 or IPv6. */
const seen = async (forwarded?: string, host = '127.0.0.1'): Promise<unknown> =>
  (
    await fetch(`http://${host}:${server.port}/`, {
      headers: forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded },
    })
  ).json();

describe('The sender of a request', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['192.0.2.1, 203.0.113.7', '203.0.113.7'],
    ['made up, 2001:db8::7', '2001:db8:0:0::/64'],
  ])('the sender behind a trusted proxy that adds %s is %s', async (forwarded, sender) => {
    expect(await seen(forwarded)).toEqual({ sender, socket: '127.0.0.1' });
    expect(await seen(forwarded, '[::1]')).toEqual({ sender, socket: '0:0:0:0::/64' });
  });

  test.each(['', 'made up', '203.0.113.7, made up', 'x'.repeat(9_000), '1.2.3.4:80', '203.0.113.7,'])(
    'what a proxy adds is ignored if it is no address: %.20s',
    async forwarded => {
      expect(await seen(forwarded)).toEqual({ sender: '127.0.0.1', socket: '127.0.0.1' });
    },
  );

  test('X-Forwarded-For of anybody but the named proxies is ignored', async () => {
    proxies = ['10.0.0.0/8', 'fd00::/8'];
    for (const host of ['127.0.0.1', '[::1]']) {
      const { sender, socket } = (await seen('203.0.113.7', host)) as { sender: string; socket: string };
      expect(sender).toBe(socket);
    }
  });

  test('the sender of a request without X-Forwarded-For is the other end of the connection', async () => {
    expect(await seen()).toEqual({ sender: '127.0.0.1', socket: '127.0.0.1' });
  });
});

test.each([
  ['10.0.0.2', true],
  ['10.0.0.0/8', true],
  ['fd00::/8', true],
  ['::1', true],
  ['10.0.0.0/33', false],
  ['10.0.0.0/', false],
  ['10.0.0.0/8/8', false],
  ['::1/129', false],
  ['proxy.example', false],
  ['', false],
])('the text %j is an address or a network: %j', (text, is) => {
  expect(isNetwork(text)).toBe(is);
});
