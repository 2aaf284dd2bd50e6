import { loseClaims } from '../../../home/lose-claims.ts';
import { performEffect } from '../../../services/skill/perform-effect.ts';
import type { Effect } from '../../../core/conversation/step.ts';
import type { SkillPorts } from '../../../services/skill/skill-ports.ts';
import { attend } from '../../../services/courier/attend.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import type { Command } from '../../../core/message/command.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import type { NotificationReason, Message } from '../../../core/message/message.ts';
import { without } from '../../../core/household/without.ts';
import { changeMessage } from '../../../services/storage/change-message.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { eraseLeftovers } from '../../../services/storage/erase-leftovers.ts';
import type { Recordings } from '../../../services/ports/recordings.ts';
import { aHouse, trustOf } from '../builders/a-household.ts';
import type { TrustChange } from '../../../core/approval/link.ts';
import {
  anAttempt,
  aContact,
  admits,
  aHeldMessage,
  aLink,
  anchor,
  aPhone,
  aPhoneId,
  aRelease,
  aVerifiedDiscard,
  nothingToTell,
  puts,
  removes,
  revokes,
  type TestPhone,
} from '../builders/builders.ts';
import { firstWorld, successors } from './actions.ts';
import {
  canonical,
  MORE_WORDS,
  recordingOf,
  recordingOfTake,
  type Take,
  takeOfRecording,
  takeOfWords,
  wordsKey,
  wordsOf,
} from './message.ts';
import type { Next } from './courier.ts';
import { settle } from './settle.ts';
import { CHANNEL_TIMEOUT, DURATION, momentAt } from './time.ts';
import {
  Judge,
  jwsOf,
  noteOf,
  RECORDING,
  releaseOf,
  type Result,
  type Rules,
  type Telling,
  type Worker,
  WORDS,
  type World,
} from './world.ts';

/** Which touch of the world each of the model's steps is. */
const TOUCHES: Record<Worker['at'], string> = {
  idle: 'nothing',
  get: 'get message',
  'get words': 'get content',
  speak: 'speak',
  'put recording': 'put content',
  'get recording': 'get content',
  erase: 'erase content',
  tell: 'tell',
  'get to note': 'get message',
  'put note': 'put message',
  put: 'put message',
  'put claim': 'put message',
  send: 'hear that the claim is stored',
  'get to report': 'get message',
  'put report': 'put message',
  'look for leftovers': 'get message',
  'erase leftovers': 'erase content',
  'hold content': 'put content',
  'hold document': 'put message',
  extend: 'get message',
  'read words': 'get content',
  'put more words': 'put content',
  'put extended': 'put message',
};

/** Real code that is stopped before each of its touches of the world, until it is let go on. */
class Puppet {
  at = 'nothing';
  writes: Message | undefined;
  #go: (() => void) | undefined;
  #stopped: () => void = () => {};

  /** Runs the code up to its first touch, or to its end. */
  run(work: (touch: Touch) => Promise<unknown>): Promise<void> {
    const stopped = this.#untilStopped();
    const end = () => this.#stop('nothing', undefined);
    work((at, perform, writes) => {
      this.#stop(at, writes);
      return new Promise((resolve, reject) => {
        this.#go = () => void perform().then(resolve, reject);
      });
    }).then(end, (error: Error) => this.#stop(`thrown: ${error.message}`, undefined));
    return stopped;
  }

  /** Lets it do what it is about to do, and stops it before the next. */
  step(): Promise<void> {
    const stopped = this.#untilStopped();
    this.#go?.();
    return stopped;
  }

  #untilStopped(): Promise<void> {
    return new Promise(resolve => {
      this.#stopped = resolve;
    });
  }

  #stop(at: string, writes: Message | undefined): void {
    this.at = at;
    this.writes = writes;
    this.#stopped();
  }
}

type Touch = <T>(at: string, perform: () => Promise<T>, writes?: Message) => Promise<T>;

const ADDRESSES = { A: 'anna@example.org', B: 'anna@example.net' };
const contactAt = (address: 'A' | 'B') =>
  aContact({ addresses: [{ channel: 'email', address: ADDRESSES[address] }] });
const linksOf = (phone: TestPhone): Record<string, TrustChange> => ({
  'change the address': puts(contactAt('B')),
  'remove the contact': removes(aContact()),
  'add another contact': puts(aContact({ id: 'tom' as ContactId, name: 'Tom' })),
  'revoke the phone': revokes(phone),
});

/** What a walk saw: the labels of its steps, and where the model and the real code first differ. */
export type Walked = { way: string[]; sends: number; difference?: string };

/** Which of the steps that are possible now to take next; undefined: none, the walk is over. */
export type Guide = (nexts: Next[], taken: number) => Next | undefined;

/** Takes these steps, one after the other. */
export const along =
  (way: readonly string[]): Guide =>
  (nexts, taken) =>
    nexts.find(({ what }) => what === way[taken]);

/** Goes anywhere for so many steps; workers go on more often than others interfere, so that walks come far. */
export const anywhere =
  (length: number, random: () => number): Guide =>
  (nexts, taken) => {
    if (taken === length) return undefined;
    const is = (pattern: RegExp) => nexts.filter(({ what }) => pattern.test(what));
    const lots: [number, Next[]][] = [
      [450, is(/: (?!idle)/).filter(({ what }) => !what.includes(' dies '))],
      [200, is(/^(sign|release)/)],
      [150, is(/: idle|^add words/)],
      [90, is(/^listen/)],
      [60, is(/^time/)],
      [15, is(/^undo/)],
      [6, is(/ dies |^discard|^the house|contact$|address$|phone$/)],
    ];
    const open = lots.filter(([, some]) => some.length > 0);
    let at = random() * open.reduce((sum, [weight]) => sum + weight, 0);
    const [, from] = open.find(([weight]) => (at -= weight) < 0) as [number, Next[]];
    return from[Math.floor(random() * from.length)];
  };

/**
 * Walks through the model, and does each step with the real `attend`, `performEffect`, `loseClaims` and
 * `eraseLeftovers` too, on real signatures and digests. After each step the message, the content and the next
 * touch of every worker must be the same in both.
 */
export async function walkInLockstep(rules: Rules, guide: Guide): Promise<Walked> {
  const other = await aPhone('The other phone');
  const house = await aHouse({ says: [admits(other), puts(contactAt('A'))] });
  const changes = linksOf(house.phone);
  const { household } = house;
  const { id } = aHeldMessage();
  const judge = new Judge(rules);
  let world = settle(judge, firstWorld(rules));
  let sends = 0;
  const jwsByName = new Map<string, string>();
  const statements = new Map<string, ReturnType<typeof aRelease>>();
  let outcome: { result: Result; mute: boolean } = { result: 'taken', mute: false };
  let telling: Telling = 'reached';
  let claimId = 'claim-x';
  const way: string[] = [];
  const clock = () => momentAt(world.now);
  const owner = { household, message: id };
  const puppets = world.workers.map(() => new Puppet());
  const skill = puppets.length - 1;

  await start(skill);
  for (;;) {
    const difference = await differenceFrom(world);
    if (difference !== undefined) return { way, sends, difference };
    const step = guide(successors(judge, world), way.length);
    if (!step) return { way, sends };
    way.push(step.what);
    await doReally(step.what, step.world);
    world = step.world;
  }

  async function doReally(what: string, next: World): Promise<void> {
    const worker = /^(courier (\d)|skill)( dies before)?: (.*)$/.exec(what);
    if (worker) {
      const who = worker[2] === undefined ? skill : Number(worker[2]) - 1;
      if (worker[3] !== undefined) puppets[who] = new Puppet();
      else await stepWorker(who, worker[4] as string, next);
      return;
    }
    const [, release] = /^release (\d)$/.exec(what) ?? [];
    const link = changes[what];
    if (link) {
      const trust = await trustOf(house);
      const links = [...trust.links, await aLink(other, trust.links, link)];
      await house.documents.put({ ...trust, links }, trust.version);
    } else if (what.startsWith('listen')) {
      await change({ do: 'listen', phone: house.phone.id, nonce: `nonce-${world.phone.signed.length + 1}` });
    } else if (what.startsWith('sign')) {
      const signed = next.phone.signed.at(-1) as World['phone']['signed'][number];
      const message = aHeldMessage({ recording: recordingOf(signed.take, rules.dictated) });
      const nonce = `nonce-${signed.nth}`;
      const statement = aRelease(message, await trustOf(house), { nonce }, contactAt(signed.address));
      statements.set(jwsOf(signed), statement);
      jwsByName.set(jwsOf(signed), await house.phone.sign(statement));
    } else if (release !== undefined) {
      const name = jwsOf(world.phone.signed[Number(release) - 1] as World['phone']['signed'][number]);
      const statement = statements.get(name) as ReturnType<typeof aRelease>;
      const jws = jwsByName.get(name) as string;
      await change(releaseOf({ jws, phone: house.phone.id, statement }));
    } else if (what === 'undo') await change({ do: 'undo', phone: house.phone.id });
    else if (what === 'discard') await change({ do: 'discard', by: aVerifiedDiscard(aHeldMessage()) });
    else if (what === 'discard by voice') await change({ do: 'discard', by: 'voice' });
    else if (what === 'add words') await start(skill);
    else if (what === 'the house starts anew') {
      for (const who of puppets.keys()) puppets[who] = new Puppet();
      const unfinished = () => [{ household, kind: 'message' as const, id }];
      await loseClaims({ ...house.documents, unfinished }, clock());
      await eraseLeftovers(house.documents, house.recordings, owner, clock());
    }
  }

  async function change(command: Command): Promise<void> {
    await changeMessage(house.documents, { household, id, command, now: clock() });
  }

  async function stepWorker(who: number, label: string, next: World): Promise<void> {
    const to = next.workers[who] as Worker;
    claimId = to.at === 'put claim' && to.next.state === 'sending' ? to.next.claim.id : 'claim-x';
    if (label.startsWith('tell: ')) telling = label.slice('tell: '.length) as Telling;
    outcome = {
      result: (label.startsWith('send: ') ? label.slice('send: '.length) : 'not-taken') as Result,
      mute: label === 'speak in vain',
    };
    if (label === 'idle') await start(who);
    else await (puppets[who] as Puppet).step();
  }

  function start(who: number): Promise<void> {
    const puppet = puppets[who] as Puppet;
    return puppet.run(touch => {
      const parts = partsOf(touch);
      if (who !== skill) return attend({ ...parts, anchor }, household, id);
      const known = { id: household, settings: defaultSettings, rooms: [] };
      return performEffect(effect(), known, parts as unknown as SkillPorts);
    });
  }

  /** What the skill is asked to do: to hold what was said, or later to add to it. */
  function effect(): Effect {
    if (world.doc) return { do: 'extend', message: id, transcript: MORE_WORDS, requestId: 'request-2' };
    const { room, contact, story } = aHeldMessage();
    const content = rules.dictated ? { transcript: wordsOf(1) } : { audio: 'what the microphone gave' };
    return { do: 'hold', message: { id, room, contact, story }, content };
  }

  function partsOf(touch: Touch) {
    let reading: Promise<unknown> = Promise.resolve();
    const documents: Documents = {
      ...house.documents,
      get: async (household, kind, id) => {
        const get = () => house.documents.get(household, kind, id);
        // The trust list is read together with the message.
        if (kind === 'trust') return reading.then(get);
        if (kind !== 'message') return get();
        const read = touch('get message', get);
        reading = read;
        return read;
      },
      async put(document, ifVersion, also) {
        if (document.kind !== 'message') return house.documents.put(document, ifVersion, also);
        const first = ifVersion === 0 && !rules.pushes ? { notifications: nothingToTell } : {};
        const put = () => house.documents.put({ ...document, ...first }, ifVersion, also);
        const stored = await touch('put message', put, document);
        if (stored && also?.check) await touch('hear that the claim is stored', () => Promise.resolve());
        return stored;
      },
    };
    const recordings: Recordings = {
      ...house.recordings,
      get: (of, key) => touch('get content', () => house.recordings.get(of, key)),
      put: (of, bytes) => touch('put content', () => house.recordings.put(of, bytes)),
      erase: of => touch('erase content', () => house.recordings.erase(of)),
    };
    return {
      documents,
      recordings,
      clock,
      newId: () => claimId,
      log: () => {},
      speech: {
        speak: (words: string) =>
          touch('speak', async () => {
            if (outcome.mute) throw new Error('no voice');
            const take: Take = words === wordsOf(2) ? 2 : 1;
            return { audio: recordingOfTake(take, true).audio, mediaType: 'audio/wav', duration: DURATION };
          }),
      },
      channel: {
        timeout: CHANNEL_TIMEOUT,
        send: async () => {
          sends += 1;
          return anAttempt(outcome.result);
        },
      },
      notifier: {
        notify: (_: Message, reason: NotificationReason) =>
          touch('tell', async () => without(noteOf(reason, telling, world.now), 'do', 'reason')),
      },
      recorder: { take: async () => recordingOfTake(1, false) },
    };
  }

  /** Where the real world is not as the model says. */
  async function differenceFrom({ doc, content, workers, now }: World): Promise<string | undefined> {
    const stored = await house.documents.get(household, 'message', id);
    const names = (message: Message | undefined) => {
      let text = JSON.stringify(message, (key, value: unknown) =>
        key === 'answer' ? (value as { jws: string }).jws : value,
      );
      for (const [name, jws] of jwsByName) text = text?.replaceAll(jws, name);
      return text?.replaceAll(house.phone.id, aPhoneId());
    };
    const real = names(stored && canonical(stored, momentAt(now)));
    if (real !== names(doc)) return `the message is ${real}, not ${names(doc)}`;
    const kept = house.recordings
      .keptOf(owner)
      .map(key =>
        key === wordsKey(1) || key === wordsKey(2)
          ? WORDS(takeOfWords(key))
          : RECORDING(takeOfRecording({ digest: key })),
      )
      .reduce((all, bit) => all | bit, 0);
    if (kept !== content) return `the content is ${kept}, not ${content}`;
    for (const [who, worker] of workers.entries()) {
      const { at, writes } = puppets[who] as Puppet;
      if (at !== TOUCHES[worker.at]) return `worker ${who} is about to ${at}, not to ${TOUCHES[worker.at]}`;
      if (!('next' in worker) || !writes || !worker.read.fresh) continue;
      const [written, expected] = [names(canonical(writes, momentAt(now))), names(worker.next)];
      if (written !== expected) return `worker ${who} is about to write ${written}, not ${expected}`;
    }
    return undefined;
  }
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
