import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDocuments } from '../../adapters/sqlite/sqlite-documents.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { hours, minutes, seconds } from '../../core/household/instant.ts';
import type { Message } from '../../core/message/message.ts';
import { aPhone, type TestPhone } from '../support/builders/builders.ts';
import { canFillDisk, emptyDisk, fillDisk } from '../support/home/disk.ts';
import { freePort } from '../support/free-port.ts';
import { type PushPeer, startPushPeer } from '../support/peers/push-peer.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ChaosPhone } from './chaos-phone.ts';
import { ChaosServer } from './chaos-server.ts';
import { Ledger } from './ledger.ts';
import { MailSink, SINK_MODES } from './mail-sink.ts';
import { answer, CONTACTS, ROOMS, type Scene, talk } from './people.ts';

const PHONES = 2;
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** A data folder with paired phones and contacts, from which lives begin. */
export type Cradle = {
  folder: string;
  household: HouseholdId;
  keys: TestPhone[];
  pushes: PushPeer;
  remove: () => Promise<void>;
};

/** Pairs the phones and adds the contacts. */
export async function prepare(): Promise<Cradle> {
  const folder = temporaryFolder();
  const pushes = await startPushPeer();
  writeFileSync(join(folder.path, 'peer.pem'), pushes.ca);
  const server = new ChaosServer({ folder: folder.path, port: await freePort(), env: {} });
  await server.start();
  const [link = ''] = /http\S+#code=\S+/.exec(server.welcome) ?? [];
  const offer = new URLSearchParams(new URL(link).hash.slice(1));
  const household = offer.get('household') as HouseholdId;
  const keys = await Promise.all(Array.from({ length: PHONES }, (_, nth) => aPhone(`Phone ${nth + 1}`)));
  const place = { origin: server.origin, household, clock: () => server.now() };
  const [first, ...others] = keys as [TestPhone, ...TestPhone[]];
  const phone = new ChaosPhone(place, first);
  await phone.pair(offer.get('code') ?? '');
  for (const { jwk, name } of others) await phone.append({ type: 'admit-phone', phone: { key: jwk, name } });
  for (const contact of CONTACTS) await phone.putContact(contact);
  await phone.set({ undo: 0 });
  for (const one of keys) {
    const client = new ChaosPhone(place, one);
    const { body } = await client.call<{ key: string }>('GET', '/push');
    await client.call('PUT', '/push', pushes.subscribe(one.name, body.key));
  }
  await server.stop();
  return {
    folder: folder.path,
    household,
    keys,
    pushes,
    async remove() {
      await pushes.stop();
      folder.remove();
    },
  };
}

/**
 * One household on one data folder: rooms and phones at work, and a server that is killed `kills` times while mail
 * server, push service, disk and clock fail. `steps`: how many things happen between two kills, at the mean. `longest`:
 * how long that may take, in milliseconds. Gives the ledger, with the promises that were broken.
 */
export async function live(
  cradle: Cradle,
  {
    kills,
    steps,
    longest,
    mostOpen,
    random,
    firstNumber,
  }: {
    kills: number;
    steps: number;
    longest: number;
    mostOpen: number;
    random: () => number;
    firstNumber: number;
  },
): Promise<Ledger> {
  const folder = temporaryFolder();
  cpSync(join(cradle.folder, 'data'), join(folder.path, 'data'), { recursive: true });
  const ledger = new Ledger();
  const sink = new MailSink(random);
  const server = new ChaosServer({
    folder: folder.path,
    port: await freePort(),
    env: {
      SMTP_URL: await sink.start(),
      MAIL_FROM: 'home@example.org',
      PUSH_ORIGINS: cradle.pushes.origin,
      NODE_EXTRA_CA_CERTS: join(cradle.folder, 'peer.pem'),
    },
  });
  const place = { origin: server.origin, household: cradle.household, clock: () => server.now() };
  const phones = cradle.keys.map(keys => new ChaosPhone(place, keys));
  let [isOver, isDone] = [false, false];
  let number = firstNumber;
  const scene: Scene = {
    server,
    ledger,
    random,
    isOver: () => isOver,
    nextNumber: () => number++,
    open: [],
    mostOpen,
  };
  try {
    await server.start();
    const rooms = Promise.all(ROOMS.map(room => talk(scene, room)));
    const owners = Promise.all(
      phones.map((phone, nth) => answer(scene, { phone, nth, of: phones.length }, () => isDone)),
    );
    for (let kill = 0; kill < kills; kill++) {
      await trouble(
        { ...scene, sink, pushes: cradle.pushes },
        {
          steps: Math.ceil(random() * 2 * steps),
          longest: random() * longest,
        },
      );
      await pause(random() * 300);
      if (server.died !== undefined) throw new Error(`the server ended by itself, ${server.died}`);
      await server.kill();
      await server.start();
    }
    isOver = true;
    await rooms;
    sink.mode = 'takes';
    cradle.pushes.does({ answers: 201 });
    await settle(phones, server, ledger);
    isDone = true;
    await owners;
    // An owner may have released a message since the last look.
    await settle(phones, server, ledger);
    await endAll(phones, server, ledger);
    const ended = await server.stop();
    if (ended?.code !== 0) ledger.break(`the server did not end well: ${ended?.stderr.slice(-500)}`);
    ledger.judge(await messagesIn(server.dataDir, cradle.household), sink.seen, contentIn(server.dataDir));
    ledger.counts.kills = server.kills;
    return ledger;
  } catch (error) {
    ledger.break(`the run could not go on: ${String(error)}`);
    return ledger;
  } finally {
    [isOver, isDone] = [true, true];
    await server.stop().catch(() => {});
    await sink.stop();
    folder.remove();
  }
}

type Troubled = Scene & { sink: MailSink; pushes: PushPeer };

/**
 * Lets the household live until `steps` things have happened, or for `longest` milliseconds, while something else fails
 * every now and then.
 */
async function trouble(
  scene: Troubled,
  { steps, longest }: { steps: number; longest: number },
): Promise<void> {
  const { ledger, server, sink, random } = scene;
  const happened = () => ledger.happened() + sink.seen.length;
  const [until, giveUpAt] = [happened() + steps, Date.now() + longest];
  let next = Date.now() + random() * 1_000;
  while (happened() < until && Date.now() < giveUpAt && server.died === undefined) {
    await pause(10);
    if (Date.now() < next) continue;
    await FAULTS[Math.floor(random() * FAULTS.length)]?.(scene);
    next = Date.now() + random() * 1_000;
  }
}

const minutesUpTo = (most: number, random: () => number) => Math.round(minutes(most) * random());

/** What can fail; what stands here twice does so more often. */
const FAULTS: readonly ((scene: Troubled) => void | Promise<void>)[] = [
  ({ sink, random }) => void (sink.mode = SINK_MODES[Math.floor(random() * SINK_MODES.length)] ?? 'takes'),
  ({ sink }) => void (sink.mode = 'takes'),
  ({ sink }) => void (sink.mode = 'takes'),
  ({ pushes }) => pushes.does({ answers: 201 }),
  ({ pushes }) => pushes.does({ answers: 503 }),
  ({ pushes }) => pushes.does('hangs'),
  ({ server, random }) => server.change({ passed: minutesUpTo(2, random) }),
  ({ server, random }) => server.change({ passed: minutesUpTo(2, random) }),
  ({ server, ledger, random }) => {
    server.change({ set: minutesUpTo(90, random) * (random() < 0.5 ? 1 : -1) });
    ledger.counts['clocks set'] += 1;
  },
  async ({ server, ledger, random }) => {
    if (!canFillDisk) return;
    fillDisk(server.pid, random() < 0.5 ? 0 : 4_096);
    await pause(random() * 400);
    if (server.died === undefined) emptyDisk(server.pid);
    ledger.counts['disks filled'] += 1;
  },
  async ({ server, ledger, random }) => {
    // It takes as long as a start.
    if (random() < 0.8) return;
    const { code, stderr } = await server.second();
    if (code === 0 || !stderr.includes('is running on'))
      ledger.break(`a second process did not refuse: ${stderr.slice(-300)}`);
    ledger.counts['second processes refused'] += 1;
  },
];

/**
 * How often {@link settle} looks. A mail server that hung keeps a mail for up to a minute of real time; the time that passes
 * with the looks is less than the day for which a release may be sent.
 */
const LOOKS = 500;

/** Waits until nothing is on its way any more; what waits for its next try is brought to it. */
async function settle(phones: ChaosPhone[], server: ChaosServer, ledger: Ledger): Promise<void> {
  for (let looks = 0; looks < LOOKS; looks++) {
    const messages = await looked(phones);
    if (messages && messages.every(({ state }) => !['rendering', 'released', 'sending'].includes(state)))
      return;
    await pause(250);
    server.change({ passed: minutes(2) });
  }
  ledger.break('lost: a message is still on its way after minutes without trouble');
}

/** Lets an hour pass, in which what waits expires, and two days, in which all content is erased. */
async function endAll(phones: ChaosPhone[], server: ChaosServer, ledger: Ledger): Promise<void> {
  for (const [passed, state] of [
    [minutes(61), 'held'],
    [hours(48), 'kept'],
  ] as const) {
    // The clock may have been set ahead of the times of the messages, or back.
    server.change({ passed });
    const isEnded = (one: Awaited<ReturnType<ChaosPhone['messages']>>[number]) =>
      state === 'held' ? one.state !== 'held' : one.erased;
    for (let looks = 0; ; looks++) {
      await pause(300);
      if ((await looked(phones))?.every(isEnded)) break;
      if (looks > LOOKS) {
        ledger.break(`a message is still ${state} after its time`);
        break;
      }
    }
  }
  await pause(seconds(0.2));
}

const looked = ([phone]: ChaosPhone[]) => phone?.messages().catch(() => undefined);

async function messagesIn(dataDir: string, household: HouseholdId): Promise<Message[]> {
  const documents = openDocuments(join(dataDir, 'documents.db'), () => undefined);
  try {
    return await documents.list(household, 'message');
  } finally {
    documents.close();
  }
}

/** Files of recordings, files that were never finished, and any file that has words of a message. */
function contentIn(dataDir: string): string[] {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter(one => one.isFile());
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter(path => existsSync(path))
    .filter(
      path =>
        path.endsWith('.tmp') || /parcel \d/.test(readFileSync(path, 'latin1')) || isRecording(path, dataDir),
    )
    .map(path => path.slice(dataDir.length + 1));
}

const isRecording = (path: string, dataDir: string): boolean =>
  path.startsWith(join(dataDir, 'recordings')) &&
  path.slice(join(dataDir, 'recordings').length).split('/').length > 3;
