import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FileRecordings, openRecordings } from '../adapters/files/file-recordings.ts';
import { openDocuments, type SqliteDocuments } from '../adapters/sqlite/sqlite-documents.ts';
import type { MessageView } from '../core/api/message-routes.ts';
import type { TrustChange } from '../core/approval/link.ts';
import type { TrustDocument } from '../core/approval/trust-list.ts';
import { storyDigest } from '../core/confidence/story.ts';
import { addressDigest, type Contact } from '../core/household/contact.ts';
import type { ContactId, HouseholdId, MessageId } from '../core/household/ids.ts';
import { hours, seconds } from '../core/household/instant.ts';
import { dueAt } from '../core/message/next-work.ts';
import { sealKeyFrom } from '../core/message/seal.ts';
import { DATABASE, homeHousehold, RECORDINGS } from '../home/data-folder.ts';
import { attend } from '../services/courier/attend.ts';
import type { CourierParts } from '../services/courier/courier-step.ts';
import type { Delivery } from '../services/ports/channel.ts';
import { aCompanion, origin } from '../test/support/builders/a-companion.ts';
import { type Said, sendsTo, dictates } from '../test/support/builders/alexa-envelopes.ts';
import { type Answered, anEcho, type Echo } from '../test/support/builders/an-echo.ts';
import {
  aClock,
  aContact,
  anAttempt,
  aPhone,
  aRecording,
  aTrustList,
  headOfLinks,
  puts,
  sets,
  type TestPhone,
} from '../test/support/builders/builders.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { namesOf } from './names.ts';
import { time } from './part.ts';

/**
 * `contacts`: how many there are; Beatrix is the first. `links`: how many the trust list has; there are at least two
 * more than contacts.
 */
export type HomeSize = { contacts: number; links: number };

/** What a message goes through, in this order. `list` shows it before it is spoken. */
export const STEPS = ['hold', 'list', 'answer', 'deliver'] as const;
export type Step = (typeof STEPS)[number];

/**
 * A household's skill, phone API and courier over SQLite and files, without a network: speech and channel answer at once.
 * Its methods give the milliseconds that the program took, not what the phone does.
 */
export type Home = {
  documents: SqliteDocuments;
  recordings: FileRecordings;
  /** The paired phone, its trust list, and the key that messages are sealed with. */
  phone: TestPhone;
  trust: TrustDocument;
  sealKey: Uint8Array;
  folder: string;
  household: HouseholdId;
  /** How many writes the two stores have made durable: documents put and contents put. */
  written(): number;
  echo: Echo;
  /** Says something to the Echo, in a new session or in the open one: the milliseconds of the turn, and its answer. */
  say(said: Said, session?: { opens?: boolean }): Promise<{ took: number; answered: Answered }>;
  /** Holds a message for Beatrix by voice and has it spoken: the milliseconds of the turn that held it. */
  hold(): Promise<number>;
  /**
   * Takes the message that was just held the rest of its way: the milliseconds of each step. Lets an hour pass then,
   * because too many messages in a short time are refused. Throws if the message is not listed first, or not delivered once.
   */
  finish(): Promise<Record<Exclude<Step, 'hold'>, number>>;
  /** Erases the content of the newest message, once it need not be kept. */
  erase(): Promise<void>;
  /** Lists the newest messages, or the newest before one, as a phone does that has the whole trust list. */
  list(before?: MessageId): Promise<{ took: number; messages: MessageView[] }>;
  /** Listens to a held message and releases it: the milliseconds of the answer. */
  release(message: MessageView): Promise<number>;
  /** Lets the courier do what is due on a message. */
  attend(message: MessageView): Promise<number>;
  /** What the channel took, oldest first. */
  delivered: Delivery[];
  /** Closes the database, so that another process can open the folder. */
  closeDatabase(): void;
  close(): void;
};

export const HELD = "I'm running a little late, but I should be there by seven.";

const changesOf = ({ contacts, links }: HomeSize): TrustChange[] => {
  const names = ['Beatrix', ...namesOf(contacts - 1)];
  const all = names.map((name, index): Contact => {
    const address = `contact-${index}@example.org`;
    return index === 0
      ? aContact({ name })
      : aContact({ id: `contact-${index}` as ContactId, name, addresses: [{ channel: 'email', address }] });
  });
  const [beatrix = aContact()] = all;
  const changes = [...all.map(puts), sets({ undo: 0 })];
  const more = Array.from({ length: Math.max(0, links - changes.length - 1) }, () => puts(beatrix));
  return [...more, ...changes];
};

/** Opens a home with a key and a trust list of its own. Close it to remove its folder. */
export async function aHome(size: HomeSize): Promise<Home> {
  const { path: folder, remove } = temporaryFolder();
  const anchor = randomBytes(32);
  const sealKey = sealKeyFrom(anchor);
  const household = homeHousehold(anchor);
  // `npm start` can open the folder too.
  writeFileSync(join(folder, 'anchor.key'), anchor, { mode: 0o600 });
  const phone = await aPhone();
  const clock = aClock();
  const documents = openDocuments(join(folder, DATABASE), document =>
    document.kind === 'message' ? dueAt(document, clock.now()) : undefined,
  );
  const recordings = await openRecordings(join(folder, RECORDINGS));
  const trust = await aTrustList({ phone, household, seal: anchor, says: changesOf(size) });
  await documents.put(trust, 0);

  let written = 0;
  const count = <Stored>(stored: Stored): Stored => {
    if (stored !== false) written += 1;
    return stored;
  };
  const ports = {
    documents: {
      ...documents,
      put: async (...given: Parameters<SqliteDocuments['put']>) => count(await documents.put(...given)),
    },
    recordings: {
      ...recordings,
      put: async (...given: Parameters<FileRecordings['put']>) => count(await recordings.put(...given)),
    },
    clock: clock.now,
    householdOf: () => household,
    loadSealKey: async () => sealKey,
  };
  const echo = await anEcho({ paired: false, ports });
  const { api } = aCompanion({ ...ports, household, phone, clock }, { anchor, sealKey });
  const delivered: Delivery[] = [];
  const courier: CourierParts = {
    ...ports,
    speech: { speak: async () => aRecording() },
    channel: {
      timeout: seconds(30),
      async send(delivery) {
        const halted = await delivery.begin();
        if (halted) return halted;
        delivered.push(delivery);
        return anAttempt('taken');
      },
    },
    notesBeginning: true,
    notifier: { notify: async () => ({ reached: [phone.id] }) },
    anchor,
    sealKey,
    stopPage: () => null,
    newId: () => `claim-${delivered.length}`,
    log: () => {},
  };

  /** Sends a request with a proof. Only the answer is timed. */
  async function ask(
    method: string,
    path: string,
    content?: object,
  ): Promise<{ took: number; body: unknown }> {
    const url = `${origin}/households/${household}${path}`;
    const [address = ''] = url.split('?');
    const bytes = new TextEncoder().encode(content === undefined ? '' : JSON.stringify(content));
    const proof = await phone.prove({ method, url: address, body: bytes }, clock.now());
    const request = new Request(url, {
      method,
      headers: { DPoP: proof, 'Content-Type': 'application/json' },
      ...(content !== undefined && { body: bytes }),
    });
    let text = '';
    let status = 0;
    const took = await time(async () => {
      const response = await api.fetch(request);
      status = response.status;
      text = await response.text();
    });
    if (status !== 200) throw new Error(`${method} ${path} was answered with ${status}: ${text}`);
    return { took, body: JSON.parse(text) };
  }

  let sessions = 0;
  async function say(said: Said, { opens = false } = {}) {
    const at = clock.pass(seconds(10));
    const opening = opens && { opens, sessionId: `session-${(sessions += 1)}`, attributes: undefined };
    const begun = performance.now();
    const answered = await echo.says(said, { at, ...opening });
    return { took: performance.now() - begun, answered };
  }

  let isOpen = true;
  const home: Home = {
    documents,
    recordings,
    phone,
    trust,
    sealKey,
    folder,
    household,
    written: () => written,
    echo,
    delivered,
    say,
    async hold() {
      await say(sendsTo('beatrix'), { opens: true });
      const { took, answered } = await say(dictates(HELD));
      if (!answered.said.startsWith("I'm holding it.")) throw new Error(`Not held: ${answered.said}`);
      return took;
    },
    async finish() {
      const { took: list, messages } = await home.list();
      const [held] = messages;
      if (!held) throw new Error('A held message is not listed.');
      await home.attend(held);
      const [rendered] = (await home.list()).messages;
      if (rendered?.id !== held.id) throw new Error('The newest message is not listed first.');
      const answer = await home.release(rendered);
      const before = delivered.length;
      const deliver = await home.attend(rendered);
      if (delivered.length !== before + 1 || delivered.at(-1)?.message !== held.id)
        throw new Error('A released message is not delivered once.');
      clock.pass(hours(1));
      return { list, answer, deliver };
    },
    async erase() {
      const [newest] = (await home.list()).messages;
      clock.pass(hours(25));
      if (newest) await home.attend(newest);
    },
    async list(before) {
      const older = before === undefined ? '' : `&before=${before}`;
      const { took, body } = await ask('GET', `/messages?known=${trust.links.length}${older}`);
      return { took, messages: (body as { messages: MessageView[] }).messages };
    },
    async release(message) {
      if (!message.recording || !message.contact) throw new Error('There is nothing to release.');
      const { body } = await ask('POST', `/messages/${message.id}/listen`);
      clock.pass(seconds(10));
      const jws = await phone.sign({
        type: 'release',
        household,
        message: message.id,
        recording: message.recording.digest,
        story: storyDigest(message.story),
        contact: message.contact,
        redirected: false,
        addresses: aContact().addresses.map(addressDigest),
        friction: message.friction,
        nonce: (body as { nonce: string }).nonce,
        trustHead: headOfLinks(trust.links),
        sendBy: message.sendBy,
      });
      const { took } = await ask('POST', `/messages/${message.id}/answer`, { jws });
      return took;
    },
    attend: ({ id }) => time(() => attend(courier, household, id)),
    closeDatabase() {
      if (isOpen) documents.close();
      isOpen = false;
    },
    close() {
      home.closeDatabase();
      remove();
    },
  };
  return home;
}
