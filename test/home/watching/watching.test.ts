import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'node:http';
import { join } from 'node:path';
import type { TroubleView } from '../../../core/api/trouble.ts';
import { type HomeServer, startHomeServer } from '../../../home/home-server.ts';
import type { LogLine } from '../../../home/log.ts';
import { type Adapters, openAdapters } from '../../../home/open-adapters.ts';
import { httpsPost } from '../../../adapters/webpush/web-push-sender.ts';
import { after, hours } from '../../../core/household/instant.ts';
import { aContact, aPhone } from '../../support/builders/builders.ts';
import { PhoneClient } from '../../support/builders/phone-client.ts';
import { askSimulator } from '../../support/home/ask-simulator.ts';
import { type PushPeer, startPushPeer } from '../../support/peers/push-peer.ts';
import { type SmtpPeer, startSmtpPeer } from '../../support/peers/smtp-peer.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
let pushes: PushPeer;
let smtp: SmtpPeer;
/** The password that the mail server takes. */
let password = 'right';
let server: HomeServer;
let adapters: Adapters;
let lines: LogLine[] = [];

beforeAll(async () => {
  pushes = await startPushPeer();
  smtp = await startSmtpPeer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) =>
      auth.password === password
        ? done(null, { user: 'anna' })
        : done(Object.assign(new Error('No such login of anna@example.org'), { responseCode: 535 })),
  });
});
afterEach(() => server.stop());
afterAll(async () => {
  await smtp.stop();
  await pushes.stop();
  folder.remove();
});

async function start(
  name: string,
  how: (adapters: Adapters) => Partial<Adapters> = () => ({}),
): Promise<PhoneClient> {
  lines = [];
  const settings = {
    host: '127.0.0.1',
    port: 0,
    simulatorPort: 0,
    dataDir: join(folder.path, name),
    trustedProxies: [],
    smtpUrl: smtp.url.replace('//', '//anna:right@'),
    mailFrom: 'home@example.org',
    pushOrigins: [pushes.origin],
    channelToCome: { token: 'a token of a channel to come' },
  };
  adapters = {
    ...(await openAdapters(settings)),
    post: httpsPost({ ca: pushes.ca }),
    log: line => void lines.push(line),
  };
  adapters = { ...adapters, ...how(adapters) };
  server = await startHomeServer(settings, adapters);
  return new PhoneClient(new URL(server.addresses.phone).origin, server.household, await aPhone());
}

/** A phone that takes pushes. */
async function subscribed(phone: PhoneClient): Promise<void> {
  await phone.pair((await server.pairing())?.code ?? '');
  const { status } = await phone.call('PUT', '/push', pushes.subscribe('a phone', adapters.vapid.publicKey));
  expect(status).toBe(200);
}
const troublesOn = async (phone: PhoneClient): Promise<string[]> =>
  (await phone.call<{ troubles: TroubleView[] }>('GET', '/messages')).body.troubles.map(({ code }) => code);

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await new Promise(resolve => setTimeout(resolve, 300));
}
const local = (path: string) => fetch(new URL(path, server.addresses.start));

describe('Trouble that the owner can mend', () => {
  test('a login that the mail server refuses is on the phone, in a push and in the log soon after the start, and ends with a mail that is taken', async () => {
    const phone = await start('login');
    await subscribed(phone);
    expect(await troublesOn(phone)).toEqual([]);
    await server.stop();

    password = 'changed';
    const again = await start('login');
    const later = new PhoneClient(again.origin, phone.household, phone.keys);
    await until(async () => (await troublesOn(later)).includes('mail-refused'));
    await until(() => pushes.taken.length > 0);
    expect(JSON.stringify(pushes.taken)).toContain('Your mail server refuses the login');
    expect(lines).toContainEqual({ event: 'trouble began', code: 'mail-refused' });
    const said = lines.find(({ event }) => event === 'mail server said');
    expect(said).toMatchObject({ code: 'login-refused', reply: expect.stringContaining('535') });
    // The server named an address, which the log must not have.
    expect(JSON.stringify(lines)).not.toContain('anna@example.org');

    password = 'right';
    const { body } = await later.call('POST', '/server/test-mail');
    expect(body).toMatchObject({ result: 'taken', to: 'home@example.org' });
    expect(smtp.received.at(-1)).toMatchObject({ to: ['home@example.org'] });
    expect(await troublesOn(later)).toEqual([]);
  });

  test('a disk that is nearly full is on the phone, in a push and in the log', async () => {
    const phone = await start('disk');
    await subscribed(phone);
    expect(await troublesOn(phone)).toEqual([]);
    await server.stop();

    const before = pushes.taken.length;
    const again = await start('disk', () => ({ freeSpace: async () => 100 * 1024 * 1024 }));
    const later = new PhoneClient(again.origin, phone.household, phone.keys);
    await until(async () => (await troublesOn(later)).includes('disk-nearly-full'));
    await until(() => pushes.taken.length > before);
    expect(JSON.stringify(pushes.taken.slice(before))).toContain('disk');
    expect(lines).toContainEqual({ event: 'trouble began', code: 'disk-nearly-full' });
  });

  test('a disk with space left is no trouble, by what the system says of it', async () => {
    await start('space');
    expect(await adapters.freeSpace()).toBeGreaterThan(0);
  });

  test('a clock that is behind the time of an earlier start is trouble', async () => {
    await start('clock');
    await server.stop();
    const phone = await start('clock', ({ clock }) => ({ clock: () => after(clock(), -hours(1)) }));
    phone.now = adapters.clock;
    await phone.pair((await server.pairing())?.code ?? '');
    expect(await troublesOn(phone)).toEqual(['clock-wrong']);
  });

  test('a push service that has forgotten the phone is trouble', async () => {
    const phone = await start('push');
    await subscribed(phone);
    pushes.does({ answers: 410 });
    await phone.call('POST', '/push/test');
    expect(await troublesOn(phone)).toEqual(['push-lost']);
    await phone.call('PUT', '/push', pushes.subscribe('a phone', adapters.vapid.publicKey));
    pushes.does({ answers: 201 });
    await phone.call('POST', '/push/test');
    expect(await troublesOn(phone)).toEqual([]);
  });
});

describe('Health and metrics', () => {
  test('GET /health says on both ports that the server is live and ready, and no more', async () => {
    const phone = await start('health');
    for (const at of [() => fetch(`${phone.origin}/health`), () => local('/health')]) {
      const answer = await at();
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ live: true, ready: true });
    }
  });

  test('GET /health answers 503 while the database does not answer', async () => {
    const phone = await start('unhealthy', ({ documents }) => ({
      documents: { ...documents, isReadable: () => false },
    }));
    const answer = await fetch(`${phone.origin}/health`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ live: true, ready: false });
  });

  test('GET /metrics counts on the local port what became of messages, mails, pushes and requests, without names', async () => {
    const phone = await start('metrics');
    await subscribed(phone);
    await phone.putContact(aContact());
    await phone.set({ undo: 0 });
    const say = (text: string) =>
      askSimulator(server.addresses.start)('/echo/say', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ room: 'Kitchen', text }),
      });
    await say('alexa, tell second yes to send a message to anna');
    await say('dinner is at seven');
    const held = await phone.until('held');
    expect(await (await local('/metrics')).text()).toContain('second_yes_held_messages 1\n');
    await phone.answer(held, await phone.signedRelease(held));
    await phone.until('delivered');
    const answer = await local('/metrics');
    expect(answer.headers.get('Content-Type')).toMatch(/^text\/plain/);
    const text = await answer.text();
    for (const line of [
      'second_yes_messages_total{event="held"} 1',
      'second_yes_messages_total{event="released"} 1',
      'second_yes_messages_total{event="delivered"} 1',
      'second_yes_messages_total{event="failed"} 0',
      'second_yes_mail_attempts_total{result="taken"} 1',
      'second_yes_pushes_total{end="taken"} 1',
      'second_yes_time_to_delivery_seconds_count 1',
      'second_yes_queue_age_seconds 0',
      'second_yes_held_messages 0',
    ])
      expect(text).toContain(`${line}\n`);
    expect(text).toMatch(/second_yes_requests_total\{status="200"\} \d+/);
    expect(text).not.toMatch(/anna|kitchen|dinner|example/i);
    expect((await fetch(`${phone.origin}/metrics`)).status).toBe(404);
  });

  test('a page that was opened at an unknown name says what the server answers at, and so does the log', async () => {
    const phone = await start('name');
    const { port } = new URL(phone.origin);
    const text = await new Promise<string>((resolve, reject) => {
      const asked = request(`http://127.0.0.1:${port}/phone/`, { headers: { Host: 'home.example.org' } });
      asked.on('error', reject).on('response', answer => {
        expect(answer.statusCode).toBe(421);
        answer.setEncoding('utf8').once('data', resolve);
      });
      asked.end();
    });
    expect(text).toMatch(
      `This server answers at ${phone.origin}, and you opened home.example.org. Set PUBLIC_URL to `,
    );
    expect(lines).toContainEqual({
      event: 'unknown name',
      opened: 'home.example.org',
      answersAt: phone.origin,
    });
  });

  test('the start, the stop, and refused attempts to pair are logged, the attempts with their address', async () => {
    const phone = await start('log');
    await phone.pair('AAAA-AAAA');
    await server.stop();
    expect(lines[0]).toMatchObject({
      event: 'started',
      version: expect.any(String),
      mail: expect.any(String),
    });
    expect(JSON.stringify(lines)).not.toContain('right');
    expect(lines[0]).toMatchObject({ pushOrigins: [pushes.origin] });
    // A new setting may be a secret.
    expect(JSON.stringify(lines)).not.toContain('a token of a channel to come');
    expect(lines).toContainEqual({
      event: 'pairing refused',
      status: expect.any(Number),
      address: '127.0.0.1',
    });
    expect(lines.at(-1)).toEqual({ event: 'stopped' });
    await start('log again');
  });
});
