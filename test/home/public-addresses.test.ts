import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type HomeServer, startHomeServer } from '../../home/home-server.ts';
import { openAdapters } from '../../home/open-adapters.ts';
import { aPhone } from '../support/builders/builders.ts';
import { PhoneClient } from '../support/builders/phone-client.ts';
import { freePort } from '../support/free-port.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
let server: HomeServer;
/** Proxies that pass the Host header on. */
const proxies: Server[] = [];
/** The first is shown, the second is known, and the third is not. */
const addresses: string[] = [];

async function startProxy(to: number): Promise<string> {
  const proxy = createServer((asked, answer) => {
    const { method, url, headers } = asked;
    const passed = request({ host: '127.0.0.1', port: to, method, path: url, headers }, got => {
      answer.writeHead(got.statusCode ?? 500, got.headers);
      got.pipe(answer);
    });
    asked.pipe(passed);
  });
  proxies.push(proxy);
  await new Promise<void>(listening => proxy.listen(0, '127.0.0.1', listening));
  return `http://localhost:${(proxy.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  const port = await freePort();
  for (let i = 0; i < 3; i++) addresses.push(await startProxy(port));
  const [publicUrl = '', other = ''] = addresses;
  const settings = {
    host: '127.0.0.1',
    port,
    simulatorPort: 0,
    dataDir: folder.path,
    trustedProxies: [],
    mailFrom: 'home@example.org',
    publicUrl,
    otherUrls: [other],
  };
  server = await startHomeServer(settings, { ...(await openAdapters(settings)), log: () => {} });
});
afterAll(async () => {
  for (const proxy of proxies) proxy.close();
  await server.stop();
  folder.remove();
});

test('the first of several public addresses is the one that is shown', async () => {
  const [first] = addresses;
  expect(server.addresses.phone).toBe(`${first}/phone/`);
  expect((await server.pairing())?.link).toContain(`${first}/phone/`);
});

test('an address that is not among them is answered with the first', async () => {
  const [first, , third] = addresses;
  const answer = await fetch(`${third}/phone/`);
  expect(answer.status).toBe(421);
  expect(await answer.text()).toMatch(`This server answers at ${first}, and you opened `);
});

test('a phone pairs and proves its requests at the second public address', async () => {
  const phone = new PhoneClient(addresses[1] ?? '', server.household, await aPhone());
  expect((await phone.pair((await server.pairing())?.code ?? '')).status).toBe(200);
  expect(await phone.messages()).toEqual([]);
  expect((await fetch(`${addresses[1]}/phone/`)).status).toBe(200);
});
