import type { MessageView } from '../../core/api/message-routes.ts';
import type { ContactId } from '../../core/household/ids.ts';
import { minutes } from '../../core/household/instant.ts';
import { replies } from '../../core/text/en/replies.ts';
import { SIMULATED_ROOMS } from '../../simulator/device/room-names.ts';
import { aContact } from '../support/builders/builders.ts';
import type { ChaosServer } from './chaos-server.ts';
import type { ChaosPhone } from './chaos-phone.ts';
import { type Ledger, type Said, wordsOf } from './ledger.ts';

/** Whom messages are for: many, so that a mail of which only the address was seen can be told apart. */
export const CONTACTS = 'Anna Ben Clara David Emma Frank Grace Henry Julia Kevin Laura Martin'
  .split(' ')
  .map(name =>
    aContact({
      id: name.toLowerCase() as ContactId,
      name,
      addresses: [{ channel: 'email', address: `${name.toLowerCase()}@example.org` }],
    }),
  );

export const ROOMS = SIMULATED_ROOMS.map(({ name }) => name);

/** A household that talks and answers as long as it is let. */
export type Scene = {
  server: ChaosServer;
  ledger: Ledger;
  random: () => number;
  /** No room begins another message. */
  isOver: () => boolean;
  nextNumber: () => number;
  /** How many messages each phone saw last that somebody still works on. */
  open: number[];
  /** Rooms wait while owners have more to do: words that nobody gets to are of little use here. */
  mostOpen: number;
};

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const oneOf = <T>(list: readonly T[], random: () => number): T =>
  list[Math.floor(random() * list.length)] as T;

/** Somebody in a room dictates one message after the other. */
export async function talk(scene: Scene, room: string): Promise<void> {
  const { server, ledger, random, isOver, nextNumber } = scene;
  const say = async (text: string): Promise<string> => {
    const response = await server.simulator('/echo/say', { room, text });
    return ((await response.json()) as { spoken?: { say?: string } }).spoken?.say ?? '';
  };
  while (!isOver()) {
    await server.up();
    if (Math.max(0, ...scene.open) > scene.mostOpen) {
      passAnHour(scene);
      await pause(50);
      continue;
    }
    const contact = oneOf(CONTACTS, random);
    try {
      const asked = await say(`alexa, tell second yes to send a message to ${contact.name.toLowerCase()}`);
      if (asked.includes(replies['too-many-held']) || asked.includes(replies['too-many-waiting'])) {
        // Nothing else makes time pass in a room that has said enough for an hour.
        passAnHour(scene);
        await pause(200);
        continue;
      }
      if (!asked.includes(replies['ask-message'])) {
        await pause(50);
        continue;
      }
    } catch {
      await pause(20);
      continue;
    }
    const words = wordsOf(nextNumber());
    const spoken = { words, address: contact.addresses[0]!.address, said: 'lost' as Said, at: Infinity };
    ledger.spoken.push(spoken);
    try {
      const answer = await say(words);
      spoken.said = answer.includes(replies.held)
        ? 'held'
        : answer.includes(replies['not-held'])
          ? 'not-held'
          : 'other';
    } catch {
      // Until now it may have been held: an answer that is lost says no more.
    }
    spoken.at = Date.now();
    await pause(20 + random() * 100);
  }
}

/** How long the shortest hour takes, and the longest, in milliseconds: owners need time to answer. */
const HOUR_TAKES = { atLeast: 2_000, atMost: 8_000 };

function passAnHour({ server, open }: Scene): void {
  const last = server.changes.findLast(({ passed }) => passed > minutes(60))?.at ?? 0;
  const taken = Date.now() - last;
  if (taken > (open.every(some => some === 0) ? HOUR_TAKES.atLeast : HOUR_TAKES.atMost))
    server.change({ passed: minutes(61) });
}

/** What a phone does with a message: most are released, some discarded, and some forgotten. */
const DECISIONS = [...Array<'release'>(7).fill('release'), 'discard', 'discard', 'forget'] as const;

/** An owner answers what waits, until everything has ended. Now and then two owners answer the same message. */
export async function answer(
  scene: Scene,
  { phone, nth, of }: { phone: ChaosPhone; nth: number; of: number },
  isDone: () => boolean,
): Promise<void> {
  const { server, random } = scene;
  const decisions = new Map<string, (typeof DECISIONS)[number]>();
  const decide = (id: string) => {
    const isOwn = id.charCodeAt(id.length - 1) % of === nth || random() < 0.1;
    const decision = decisions.get(id) ?? (isOwn ? oneOf(DECISIONS, random) : 'forget');
    decisions.set(id, decision);
    return decision;
  };
  while (!isDone()) {
    await server.up();
    try {
      const messages = await phone.messages();
      const held = messages.filter(({ state }) => state === 'held');
      scene.open[nth] = messages.filter(
        ({ id, state, contact }) =>
          state === 'rendering' || (state === 'held' && contact && decide(id) !== 'forget'),
      ).length;
      await Promise.all(held.map(view => answerOne(scene, phone, view, decide(view.id))));
    } catch {
      // The server was killed, its disk is full, or it has enough of this phone for a minute.
    }
    await pause(200);
  }
}

async function answerOne(
  { ledger, server }: Scene,
  phone: ChaosPhone,
  view: MessageView,
  decision: (typeof DECISIONS)[number],
): Promise<void> {
  if (decision === 'forget' || (decision === 'release' && view.contact === undefined)) return;
  const words = await phone.wordsOf(view);
  const jws = decision === 'release' ? await phone.signedRelease(view) : await phone.signedDiscard(view);
  const asked = Date.now();
  ledger.asked(view.id, decision, asked);
  const { status } = await phone.answer(view, jws);
  if (status !== 200) return;
  ledger.confirmed(view.id, decision);
  ledger.canBeAnswered(words, asked, server.changes);
}
