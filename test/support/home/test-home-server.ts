import { type Adapters, openAdapters } from '../../../home/open-adapters.ts';
import { type House, startHouse } from '../../../home/home-server.ts';
import type { Channel } from '../../../services/ports/channel.ts';
import { httpsPost } from '../../../adapters/webpush/web-push-sender.ts';
import { after, type Duration } from '../../../core/household/instant.ts';
import { aContact, aPhone } from '../builders/builders.ts';
import { PhoneClient } from '../builders/phone-client.ts';
import type { PushPeer } from '../peers/push-peer.ts';
import { type SmtpPeer, startSmtpPeer } from '../peers/smtp-peer.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A whole house on free ports over a folder of its own, with a real mail server, and a clock that can be put forward. */
export type TestHouse = {
  house: House;
  adapters: Adapters;
  dir: string;
  smtp: SmtpPeer;
  /** Where the phone app and its API are. */
  origin: string;
  /** Says something to the Echo in the kitchen, or in another room, and gives what the Echo page gets. */
  say(text: string, room?: string): Promise<{ decision: string; spoken: { say?: string } }>;
  /** Puts the house's clock forward. */
  pass(time: Duration): void;
  stop(): Promise<void>;
};

/** `channel` takes the mails in the mail server's place; `pushes` is a push service that the house may use. */
export async function startTestHouse({
  channel,
  pushes,
}: { channel?: Channel; pushes?: Pick<PushPeer, 'origin' | 'ca'> } = {}): Promise<TestHouse> {
  const folder = temporaryFolder();
  const smtp = await startSmtpPeer();
  const settings = {
    host: '127.0.0.1',
    port: 0,
    standInPort: 0,
    dataDir: folder.path,
    smtpUrl: smtp.url,
    mailFrom: 'house@example.org',
    ...(pushes && { pushOrigins: [pushes.origin] }),
  };
  let passed: Duration = 0;
  const real = await openAdapters(settings);
  const adapters: Adapters = {
    ...real,
    ...(channel && { channel }),
    ...(pushes && { post: httpsPost({ ca: pushes.ca }) }),
    clock: () => after(real.clock(), passed),
    log: () => {},
  };
  const house = await startHouse(settings, adapters);
  return {
    house,
    adapters,
    dir: folder.path,
    smtp,
    origin: new URL(house.addresses.phone).origin,
    async say(text, room = 'Kitchen') {
      const response = await fetch(`${house.addresses.echo}/say`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ room, text }),
      });
      return response.json() as ReturnType<TestHouse['say']>;
    },
    pass(time) {
      passed += time;
    },
    async stop() {
      await house.stop();
      await smtp.stop();
      folder.remove();
    },
  };
}

/** A phone that is paired with the house, has put Anna in, and leaves no time to take a release back. */
export async function pairedPhone({ house, origin }: TestHouse): Promise<PhoneClient> {
  const phone = new PhoneClient(origin, house.household, await aPhone());
  const offer = await house.pairing();
  const paired = await phone.pair(offer?.code ?? '');
  const put = await phone.putContact(aContact());
  const set = await phone.set({ undo: 0 });
  if ([paired, put, set].some(({ status }) => status !== 200)) throw new Error('the phone was not paired');
  return phone;
}
