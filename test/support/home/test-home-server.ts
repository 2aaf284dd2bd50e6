import { type Adapters, openAdapters } from '../../../home/open-adapters.ts';
import { type HomeServer, startHomeServer } from '../../../home/home-server.ts';
import type { Channel } from '../../../services/ports/channel.ts';
import { httpsPost } from '../../../adapters/webpush/web-push-sender.ts';
import { after, type Duration, type Instant } from '../../../core/household/instant.ts';
import { aContact, aPhone } from '../builders/builders.ts';
import { PhoneClient } from '../builders/phone-client.ts';
import type { PushPeer } from '../peers/push-peer.ts';
import { type SmtpPeer, startSmtpPeer } from '../peers/smtp-peer.ts';
import { askSimulator } from './ask-simulator.ts';
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
  /** Advances the server’s clock. */
  pass(time: Duration): void;
  /** Stops the server's clock while this work is done, so that no deadline passes on a busy machine. */
  withoutTime(work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
};

/** `channel` replaces the mail server, `outbox` puts the outbox in its place; `pushes` is a push service that the server may use. */
export async function startTestHomeServer({
  channel,
  outbox = false,
  triesMail = false,
  pushes,
}: {
  channel?: Channel;
  outbox?: boolean;
  /** Whether the mail server is tried at the start. */
  triesMail?: boolean;
  pushes?: Pick<PushPeer, 'origin' | 'ca'>;
} = {}): Promise<TestHomeServer> {
  const folder = temporaryFolder();
  const smtp = await startSmtpPeer();
  const settings = {
    host: '127.0.0.1',
    port: 0,
    simulatorPort: 0,
    trustedProxies: ['127.0.0.0/8', '::1'],
    dataDir: folder.path,
    ...(!outbox && { smtpUrl: smtp.url }),
    mailFrom: 'home@example.org',
    ...(pushes && { pushOrigins: [pushes.origin] }),
  };
  let passed: Duration = 0;
  let stopped: Instant | undefined;
  const real = await openAdapters(settings);
  const adapters: Adapters = {
    ...real,
    // The tests count what reaches their mail server.
    ...(!triesMail && { mail: undefined }),
    ...(channel && { channel }),
    ...(pushes && { post: httpsPost({ ca: pushes.ca }) }),
    clock: () => stopped ?? after(real.clock(), passed),
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
      const response = await askSimulator(server.addresses.home)('/echo/say', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ room, text }),
      });
      return response.json() as ReturnType<TestHomeServer['say']>;
    },
    pass(time) {
      passed += time;
    },
    async withoutTime(work) {
      stopped = adapters.clock();
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

/** A phone that is paired, has added Anna as a contact, and has set the undo time to zero. */
export async function pairedPhone({ server, origin }: TestHomeServer): Promise<PhoneClient> {
  const phone = new PhoneClient(origin, server.household, await aPhone());
  const offer = await server.pairing();
  const paired = await phone.pair(offer?.code ?? '');
  const put = await phone.putContact(aContact());
  const set = await phone.set({ undo: 0 });
  if ([paired, put, set].some(({ status }) => status !== 200)) throw new Error('the phone was not paired');
  return phone;
}
