import { type Adapters, openAdapters } from '../../../home/open-adapters.ts';
import { type HomeServer, startHomeServer } from '../../../home/home-server.ts';
import type { ServerSettings } from '../../../home/settings.ts';
import type { DeliveryChannel } from '../../../services/ports/channel.ts';
import { httpsPost } from '../../../adapters/webpush/web-push-sender.ts';
import { after, type Duration, type Instant, instant } from '../../../core/household/instant.ts';
import { aContact, aPhone } from '../builders/builders.ts';
import { PhoneClient } from '../builders/phone-client.ts';
import type { PushPeer } from '../peers/push-peer.ts';
import { type SmtpPeer, startSmtpPeer } from '../peers/smtp-peer.ts';
import { askSimulator } from './ask-simulator.ts';
import { freePort } from '../free-port.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A home server on free ports, over its own folder, with a real mail server and a clock that tests can advance. */
export type TestHomeServer = {
  server: HomeServer;
  adapters: Adapters;
  dir: string;
  smtp: SmtpPeer;
  /** The origin of the phone app and its API. */
  origin: string;
  /** Says something to the simulated Echo in a room, and gives the answer that the device simulator gets. */
  say(text: string, room?: string): Promise<{ decision: string; spoken: { say?: string } }>;
  /** Lets this much time pass for the server. */
  pass(time: Duration): void;
  /** Sets the server's clock forward, or back, without time passing. */
  setClock(by: Duration): void;
  /** Stops the server's clock while this work is done, so that no deadline passes on a busy machine. */
  withoutTime(work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
};

/**
 * `channel` replaces the mail server, `outbox` puts the outbox in its place; `pushes` is a push service that the server
 * may use.
 */
export async function startTestHomeServer({
  channel,
  outbox = false,
  triesMail = false,
  isPublic = false,
  clockOff = 0,
  pushes,
  channels = {},
}: {
  channel?: DeliveryChannel;
  outbox?: boolean;
  /** Whether the mail server is tried at the start. */
  triesMail?: boolean;
  /** Whether the server has a public address, which mails can link to. */
  isPublic?: boolean;
  /** How far the server's clock is off at the start. */
  clockOff?: Duration;
  pushes?: Pick<PushPeer, 'origin' | 'ca'>;
  /** The channels besides email that are set up. */
  channels?: Pick<ServerSettings, 'telegram' | 'webhook'>;
} = {}): Promise<TestHomeServer> {
  const folder = temporaryFolder();
  const smtp = await startSmtpPeer();
  const port = isPublic ? await freePort() : 0;
  const settings = {
    host: '127.0.0.1',
    port,
    ...(isPublic && { publicUrl: `http://localhost:${port}` }),
    simulatorPort: 0,
    trustedProxies: ['127.0.0.0/8', '::1'],
    dataDir: folder.path,
    ...(!outbox && { smtpUrl: smtp.url }),
    mailFrom: 'home@example.org',
    ...(pushes && { pushOrigins: [pushes.origin] }),
    ...channels,
  };
  let passed: Duration = 0;
  let stopped: Instant | undefined;
  let set: Duration = clockOff;
  // Peers verify the timestamps of webhooks by the real clock, so the time that tests let pass is not in it.
  const real = await openAdapters(settings, () => after(instant(Date.now()), set));
  const realTime = (): Instant => stopped ?? after(instant(Date.now()), passed);
  const adapters: Adapters = {
    ...real,
    // The tests count what reaches their mail server.
    ...(!triesMail && { mail: undefined }),
    ...(channel && { channel }),
    ...(pushes && { post: httpsPost({ ca: pushes.ca }) }),
    clock: () => after(realTime(), set),
    uptime: realTime,
    log: () => {},
  };
  const server = await startHomeServer(settings, adapters);
  return {
    server,
    adapters,
    dir: folder.path,
    smtp,
    origin: new URL(server.addresses.phone).origin,
    async say(text, room = 'Kitchen') {
      const response = await askSimulator(server.addresses.start)('/echo/say', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ room, text }),
      });
      return response.json() as ReturnType<TestHomeServer['say']>;
    },
    pass(time) {
      passed += time;
    },
    setClock(by) {
      set += by;
    },
    async withoutTime(work) {
      stopped = realTime();
      await work();
      stopped = undefined;
    },
    async stop() {
      await server.stop();
      await smtp.stop();
      folder.remove();
    },
  };
}

/** A phone that is paired, has added Anna as a contact, and has set the undo time to zero. `now` is its clock. */
export async function pairedPhone(
  { server, origin }: TestHomeServer,
  now?: () => Instant,
): Promise<PhoneClient> {
  const phone = new PhoneClient(origin, server.household, await aPhone());
  if (now) phone.now = now;
  const offer = await server.pairing();
  const paired = await phone.pair(offer?.code ?? '');
  const put = await phone.putContact(aContact());
  const set = await phone.set({ undo: 0 });
  if ([paired, put, set].some(({ status }) => status !== 200)) throw new Error('the phone was not paired');
  return phone;
}
