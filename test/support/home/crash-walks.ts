import { askSimulator } from './ask-simulator.ts';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { MessageView } from '../../../core/api/message-routes.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';
import { aContact, aPhone, type TestPhone } from '../builders/builders.ts';
import { buildPrograms } from '../../../infra/build/build-programs.ts';
import { type Child, startChild } from './child.ts';
import type { Standing } from './crashing-home-server.ts';
import { ASKS_EVERY, PhoneClient } from '../builders/phone-client.ts';
import { type SmtpPeer, startSmtpPeer } from '../peers/smtp-peer.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const PROJECT = join(import.meta.dirname, '../../..');
/** How many walks run at the same time. */
const AT_ONCE = 2;

const folders: ReturnType<typeof temporaryFolder>[] = [];
const children: Child[] = [];
let phone: TestPhone;
let paired: string;

/** The crashing home server, which is started a dozen times. */
let bundle: string;

type Up = { child: Child; simulator: string; phone: PhoneClient; code?: string };

async function start(dataDir: string, smtpUrl: string, killAt?: number): Promise<Up> {
  const options = JSON.stringify({ dataDir, smtpUrl, killAt });
  const child = startChild(
    `import { runCrashingHomeServer } from ${JSON.stringify(bundle)}; await runCrashingHomeServer(${options});`,
    { plain: true },
  );
  children.push(child);
  const { household, origin, simulator, code } = JSON.parse(await child.line()) as Standing;
  return {
    child,
    simulator,
    phone: new PhoneClient(origin, household as HouseholdId, phone),
    ...(code !== undefined && { code }),
  };
}

async function kill({ child }: Up): Promise<void> {
  child.process.kill('SIGKILL');
  await child.ended;
}

async function say({ simulator }: Up, text: string): Promise<void> {
  const response = await askSimulator(simulator)('/echo/say', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ room: 'Kitchen', text }),
  });
  if (response.status !== 200) throw new Error(`the Echo answered ${response.status}`);
}

/** The result of one walk: the message at its end, whether the home server was killed, and which mails arrived. */
export type Walk = {
  step: number;
  view: MessageView;
  died: boolean;
  mails: SmtpPeer['received'];
  early: number;
  dir: string;
};

async function walk(killAt: number, way: Way): Promise<Walk> {
  const folder = temporaryFolder();
  folders.push(folder);
  cpSync(paired, folder.path, { recursive: true });
  const smtp = await startSmtpPeer();
  const world = new World(folder.path, smtp, killAt);
  try {
    const view = await way(world);
    return {
      step: killAt,
      view,
      died: world.died,
      mails: smtp.received,
      early: world.early,
      dir: folder.path,
    };
  } finally {
    await world.end();
    await smtp.stop();
  }
}

/** One household with its phone, an Echo, a mail server, and a home server that is killed once and started again. */
class World {
  readonly dir: string;
  readonly smtp: SmtpPeer;
  readonly killAt: number;
  died = false;
  /** How many mails arrived before the release. */
  early = 0;
  up: Up | undefined;

  constructor(dir: string, smtp: SmtpPeer, killAt: number) {
    this.dir = dir;
    this.smtp = smtp;
    this.killAt = killAt;
  }

  /** Does some work with the home server. If it is killed during the work, starts it again and repeats the work. */
  async withServer<T>(work: (up: Up) => Promise<T>): Promise<T> {
    this.up ??= await start(this.dir, this.smtp.url, this.killAt);
    try {
      return await work(this.up);
    } catch (error) {
      if (this.died || !isConnectionError(error)) throw error;
      // The connection broke because the process was killed. Its end may be reported later than that.
      await this.up.child.ended;
      this.died = true;
      this.up = await start(this.dir, this.smtp.url);
      return work(this.up);
    }
  }

  /** Speaks a message, unless one is held already: the answer to the Echo may have been lost in the crash. */
  async speak(): Promise<MessageView> {
    await this.withServer(async up => {
      if ((await up.phone.messages()).length > 0) return;
      await say(up, 'alexa, tell second yes to send a message to anna');
      await say(up, 'hi');
    });
    const held = await this.withServer(up => up.phone.until('held'));
    this.early = this.smtp.received.length;
    return held;
  }

  async end(): Promise<void> {
    if (this.up) await kill(this.up);
  }
}

/** Whether fetch got no answer. `instanceof` does not work, because fetch's TypeError is not the one of jest's sandbox. */
const isConnectionError = (error: unknown): boolean => (error as Error).name === 'TypeError';

/** The way of a message from speaking to its end. */
export type Way = (world: World) => Promise<MessageView>;

export const release: Way = async world => {
  const held = await world.speak();
  const jws = await world.withServer(up => up.phone.signedRelease(held));
  await world.withServer(up => answer(up, held, jws));
  return world.withServer(up => up.phone.until('delivered', 'unknown', 'failed'));
};

async function answer({ phone }: Up, held: MessageView, jws: string): Promise<void> {
  const { status, body } = await phone.answer(held, jws);
  if (status !== 200) throw new Error(`the answer was refused as ${body.code}`);
}

export const discard: Way = async world => {
  const held = await world.speak();
  const jws = await world.withServer(up => up.phone.signedDiscard(held));
  await world.withServer(up => answer(up, held, jws));
  return world.withServer(async up => {
    for (;;) {
      const view = await up.phone.until('discarded');
      if (view.erased) return view;
      await setTimeout(ASKS_EVERY);
    }
  });
};

/** Walks once for each step at which to kill the home server. Ends at the first step that a walk does not reach. */
export async function walkAll(way: Way, steps: Iterable<number>): Promise<Walk[]> {
  const walks: Walk[] = [];
  const left = [...steps];
  let over = false;
  const walker = async () => {
    for (let step = left.shift(); step !== undefined && !over; step = left.shift()) {
      const done = await walk(step, way);
      walks.push(done);
      over ||= !done.died;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walker));
  return walks;
}

/** The ids of the messages whose content is still in the recording store. */
export function contentLeft(dir: string): string[] {
  const entries = readdirSync(join(dir, 'recordings'), { recursive: true, withFileTypes: true });
  return entries.filter(({ parentPath }) => parentPath !== join(dir, 'recordings')).map(({ name }) => name);
}

/** Pairs a phone and adds Anna as a contact. Each walk starts from a copy of this data folder. */
export async function prepare(): Promise<void> {
  // In this folder it finds its packages.
  const built = join(PROJECT, 'node_modules', '.cache', `crashing-${process.pid}`);
  folders.push({ path: built, remove: () => rmSync(built, { recursive: true, force: true }) });
  await buildPrograms([join(import.meta.dirname, 'crashing-home-server.ts')], built);
  bundle = join(built, 'crashing-home-server.mjs');
  phone = await aPhone();
  const folder = temporaryFolder();
  folders.push(folder);
  paired = folder.path;
  const up = await start(paired, 'smtp://127.0.0.1:9');
  if ((await up.phone.pair(up.code ?? '')).status !== 200) throw new Error('not paired');
  if ((await up.phone.putContact(aContact())).status !== 200) throw new Error('no contact');
  if ((await up.phone.set({ undo: 0 })).status !== 200) throw new Error('nothing set');
  await kill(up);
}

/** Ends all processes and removes all files of the walks. */
export async function cleanUp(): Promise<void> {
  for (const { process } of children) process.kill('SIGKILL');
  await Promise.all(children.map(({ ended }) => ended));
  for (const { remove } of folders) remove();
}
