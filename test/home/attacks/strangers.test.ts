/** @slow */
import { once } from 'node:events';
import { get } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { instant } from '../../../core/household/instant.ts';
import { aPhone, theRecovery } from '../../support/builders/builders.ts';
import { startTestHomeServer, type TestHomeServer } from '../../support/home/test-home-server.ts';

let at: TestHomeServer;
beforeEach(async () => {
  at = await startTestHomeServer();
});
afterEach(() => at.stop());

/** A stranger’s request for the household’s address, from behind a proxy that says this. */
const ask = async (forwarded: string) =>
  (await fetch(`${at.origin}/api/household`, { headers: { 'X-Forwarded-For': forwarded } })).status;

/** Gives a pairing code from behind a proxy that says this, and gives the code of the answer. */
async function knock(code: string, forwarded: string): Promise<string | undefined> {
  const sara = await aPhone('Sara’s phone');
  const url = `${at.origin}/api/households/${at.server.household}/pair`;
  const phone = { key: sara.jwk, name: sara.name };
  const body = new TextEncoder().encode(JSON.stringify({ code, phone, recovery: (await theRecovery).jwk }));
  const proof = await sara.prove({ method: 'POST', url, body }, instant(Date.now()), crypto.randomUUID());
  const headers = { DPoP: proof, 'Content-Type': 'application/json', 'X-Forwarded-For': forwarded };
  const answered = await fetch(url, { method: 'POST', headers, body });
  return ((await answered.json()) as { code?: string }).code;
}

/** Opens connections that send this and then nothing more. Gives how many of them are still open. */
async function halves(count: number, sent: string): Promise<{ open: () => number; close: () => void }> {
  const { hostname, port } = new URL(at.origin);
  const sockets = Array.from({ length: count }, () => connect(Number(port), hostname));
  let closed = 0;
  for (const socket of sockets)
    socket
      .on('error', () => {})
      .on('close', () => (closed += 1))
      .resume();
  await Promise.all(sockets.map(socket => once(socket, 'connect').then(() => socket.write(sent))));
  return { open: () => count - closed, close: () => sockets.forEach(socket => void socket.destroy()) };
}

/** The status of a request to the running server with this Host header. */
const asHost = (Host: string, path = '/phone/'): Promise<number | undefined> =>
  new Promise((answered, failed) =>
    get(at.origin + path, { headers: { Host } }, response => {
      response.resume();
      answered(response.statusCode);
    }).on('error', failed),
  );

describe('Pages elsewhere whose name was pointed at the home server', () => {
  test.each([
    'evil.example',
    'evil.example:7920',
    'localhost',
    'localhost:1',
    'localhost.evil.example',
    '127.0.0.2:7920',
    'localhost:7920@evil.example',
  ])('a request to the host %j is not answered', async host => {
    for (const path of ['/', '/phone/', '/api/household', '/alexa'])
      expect([400, 421]).toContain(await asHost(host, path));
  });

  test('a request to each name of the server itself is answered', async () => {
    const { port } = new URL(at.origin);
    for (const name of ['localhost', 'LOCALHOST', '127.0.0.1', '[::1]'])
      expect(await asHost(`${name}:${port}`)).toBe(200);
  });
});

describe('Strangers who send halves of requests', () => {
  test.each([
    ['half of a header', 'GET /phone/ HTTP/1.1\r\nHost: local'],
    ['nothing at all', ''],
    ['a header without its body', 'POST /alexa HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{'],
    ['a whole request, and then nothing', 'GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('others are answered and few connections stay open while 600 connections send %s', async (_, sent) => {
    const { open, close } = await halves(600, sent);
    for (let i = 0; i < 5; i++) expect((await fetch(`${at.origin}/phone/`)).status).toBe(200);
    expect(open()).toBeLessThanOrEqual(128);
    close();
  });

  test('half of a request is given up', async () => {
    const { open, close } = await halves(3, 'GET /phone/ HTTP/1.1\r\n');
    expect(open()).toBe(3);
    while (open() > 0) await new Promise(resolve => setTimeout(resolve, 100));
    close();
  });
});

/** Sends `count` requests, fifty at a time, and gives how many were answered with 429. */
async function flood(count: number, request: (i: number) => Promise<Response>): Promise<number> {
  let refused = 0;
  for (let sent = 0; sent < count; sent += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => request(sent + i)));
    await Promise.all(answers.map(answer => answer.arrayBuffer()));
    refused += answers.filter(({ status }) => status === 429).length;
  }
  return refused;
}

describe('Strangers who ask for whatever there is', () => {
  test.each([
    ['files of the phone app', ['/phone/', '/phone/manifest.webmanifest', '/phone/service-worker.js']],
    ['what is not there', ['/', '/nothing', '/alexa', '/phone/../..']],
  ])('an address that asks 1,500 times for %s is answered 1,200 times in a minute', async (_, paths) => {
    const headers = { 'X-Forwarded-For': '198.51.100.1' };
    const ask = (i: number) => fetch(at.origin + paths[i % paths.length], { headers, redirect: 'manual' });
    expect(await flood(1_500, ask)).toBe(300);
    const refused = await ask(0);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(refused.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect((await fetch(`${at.origin}/phone/`)).status).toBe(200);
  });

  test('requests under names that are not the server’s are counted too', async () => {
    for (let i = 0; i < 1_200; i++) await asHost('evil.example');
    expect(await asHost('evil.example')).toBe(429);
  });

  test('strangers on the simulator’s port are refused after 1,200 requests, and its owner is not', async () => {
    const start = at.server.addresses.start;
    expect(await flood(1_250, () => fetch(new URL('/outbox', start)))).toBe(50);
    expect(await at.say('alexa, open second yes')).toHaveProperty('spoken');
  });
});

describe('Strangers behind a proxy', () => {
  test('a stranger who writes something new into X-Forwarded-For each time has the limit of one address', async () => {
    const answers: number[] = [];
    for (let i = 0; i < 650; i++) answers.push(await ask(`${'x'.repeat(8_000)}${i}`));
    expect(answers.filter(status => status === 429)).toHaveLength(50);
  });

  test('a stranger who uses many addresses of one IPv6 network has the limit of one address', async () => {
    const answers: number[] = [];
    for (let i = 0; i < 650; i++) answers.push(await ask(`2001:db8::${i.toString(16)}`));
    expect(answers.filter(status => status === 429)).toHaveLength(50);
    expect(await ask('203.0.113.7')).toBe(200);
  });

  test('the five wrong codes of a stranger leave the code to the owner', async () => {
    const { code = '' } = (await at.server.pairing()) ?? {};
    for (let i = 0; i < 5; i++) expect(await knock('AAAA-AAAA', '198.51.100.1')).toBe('code-wrong');
    expect(await knock(code, '198.51.100.1')).toBe('code-used-up');
    expect(await knock(code, '203.0.113.7')).toBeUndefined();
  });
});
