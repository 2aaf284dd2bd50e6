import { addressDigest } from '../../../core/household/contact.ts';
import { after, type Instant } from '../../../core/household/instant.ts';
import type { Command } from '../../../core/message/command.ts';
import type { Message, MessageState, NotificationReason } from '../../../core/message/message.ts';
import { ATTEMPT_RESULTS } from '../../../core/message/outcome.ts';
import { anAttempt, aStory, aVerifiedDiscard } from '../builders/builders.ts';
import { firstWorld, successors } from './actions.ts';
import { alone, type Next } from './workers.ts';
import { claimsIn, numberOf, recordingOf, type Take, wordsKey } from './message.ts';
import { theSignatures } from './signatures.ts';
import { momentAt, UNDO } from './time.ts';
import {
  canonicalAt,
  Judge,
  noteOf,
  NOTIFICATIONS,
  releaseOf,
  type Rules,
  SOME_MESSAGE,
  workerAt,
  type World,
} from './world.ts';

/** A rule that was broken, and the shortest way there. */
export type Violation = { what: string; way: string[] };

/** What an exploration found. */
export type Explored = {
  /** Distinct worlds, and how many ways lead from one to another. */
  states: number;
  transitions: number;
  /** Whether these are all there are. */
  closed: boolean;
  /** The message's states that were seen, and the kinds of steps that were taken. */
  seen: ReadonlySet<MessageState>;
  steps: ReadonlySet<string>;
  violation?: Violation;
};

/**
 * Explores every world that can be reached, breadth first, up to `most`, and stops at the first broken rule: in a
 * decision, in a step, in what a world holds, or in how it would end if from now on everything went well.
 */
export async function explore(rules: Rules, most = Infinity): Promise<Explored> {
  const judge = new Judge(rules, await theSignatures());
  const start = await firstWorld(judge);
  const ids = new Map<string, number>([[keyOf(start), 0]]);
  const parents = [-1];
  const labels = ['start'];
  const seen = new Set<MessageState>();
  const steps = new Set<string>();
  const faultIn = looksForFaults(judge);
  let ring: World[] = [start];
  let first = 0;
  let transitions = 0;
  const wayTo = (id: number): string[] =>
    id <= 0 ? [] : [...wayTo(parents[id] as number), labels[id] as string];
  const done = (closed: boolean, what?: string, way: string[] = []): Explored => ({
    states: ids.size,
    transitions,
    closed,
    seen,
    steps,
    ...(what !== undefined && { violation: { what, way } }),
  });

  while (ring.length > 0) {
    const later: World[] = [];
    for (const [index, world] of ring.entries()) {
      const id = first + index;
      if (world.doc) seen.add(world.doc.state);
      const wrong = await faultIn(world);
      if (wrong !== undefined) return done(false, wrong, wayTo(id));
      for (const { what, world: next, fault } of await successors(judge, world)) {
        transitions += 1;
        if (fault !== undefined) return done(false, fault, [...wayTo(id), what]);
        const key = keyOf(next);
        if (ids.has(key)) continue;
        if (ids.size >= most) return done(false);
        ids.set(key, ids.size);
        parents.push(id);
        labels.push(what);
        steps.add(kindOf(what));
        later.push(next);
      }
    }
    first += ring.length;
    ring = later;
  }
  return done(true);
}

/** A step, whichever courier makes it. */
const kindOf = (what: string): string => what.replace(/^courier \d/, 'courier');

/** Workers go on more often than others interfere, so that walks come far. */
const LOTS: readonly [weight: number, RegExp][] = [
  [450, /^(?!.* dies )(courier|skill).*: (?!get message)/],
  [200, /^(sign|release)/],
  [150, /: get message|^add words/],
  [90, /^listen/],
  [60, /^time/],
  [15, /^undo/],
  [6, / dies |^discard|^the home server|contact$|address$|phone$/],
];

/** Walks `length` steps at random, and stops at the first broken rule. */
type Walk = (length: number, random: () => number) => Promise<{ way: string[]; fault?: string | undefined }>;

/** Gives walks through a world. They come further than explorations, and see less. */
export async function walksThrough(rules: Rules): Promise<Walk> {
  const judge = new Judge(rules, await theSignatures());
  const faultIn = looksForFaults(judge);
  const start = await firstWorld(judge);
  return (length, random) => walk(judge, { start, faultIn, length, random });
}

async function walk(
  judge: Judge,
  {
    start,
    faultIn,
    length,
    random,
  }: { start: World; faultIn: LooksForFaults; length: number; random: () => number },
): ReturnType<Walk> {
  const way: string[] = [];
  let world = start;
  while (way.length < length) {
    const nexts = await successors(judge, world);
    const open = LOTS.map(([weight, pattern]) => ({
      weight,
      some: nexts.filter(({ what }) => pattern.test(what)),
    })).filter(({ some }) => some.length > 0);
    let at = random() * open.reduce((sum, { weight }) => sum + weight, 0);
    const some = open.find(({ weight }) => (at -= weight) < 0)?.some ?? nexts;
    const { what, world: next, fault } = some[Math.floor(random() * some.length)] as Next;
    way.push(what);
    world = next;
    const wrong = fault ?? (await faultIn(world));
    if (wrong !== undefined) return { way: way.map(kindOf), fault: wrong };
  }
  return { way: way.map(kindOf) };
}

type LooksForFaults = (world: World) => Promise<string | undefined>;

/** Looks at each document, and at how it would end, once only. */
function looksForFaults(judge: Judge): LooksForFaults {
  const asked = new Map<Message, number>();
  const ended = new Set<string>();
  return async world => {
    const { doc, now, content, workers, truth } = world;
    if (!doc) return undefined;
    const moments = asked.get(doc) ?? 0;
    if ((moments & (1 << now)) === 0) {
      asked.set(doc, moments | (1 << now));
      const fault = faultOfAnyCommand(judge, doc, now);
      if (fault !== undefined) return fault;
    }
    const isErased = 'erasedAt' in doc && doc.erasedAt !== undefined;
    if (isErased && content !== 0 && !truth.spilled && workers.every(({ point }) => !point))
      return 'the content is still there after it was erased';
    return faultAtTheEnd(judge, world, ended);
  };
}

function keyOf({ now, doc, content, trust, phone, workers, extended, truth }: World): string {
  const numbers = workers.map(numberOf);
  const skill = numbers.pop();
  // Two couriers are alike: which of them does what makes no difference.
  numbers.sort((a, b) => a - b);
  const rest = [trust, phone, truth].map(numberOf).join();
  return `${now},${doc ? numberOf(doc) : 0},${content},${numbers.join()},${skill},${rest},${extended ? 1 : 0}`;
}

const REASONS: readonly NotificationReason[] = ['waiting', 'reminder', 'answered', 'delayed', 'trouble'];

/** Puts every command there is to a document, from every sender and however late. */
function faultOfAnyCommand(judge: Judge, doc: Message, now: number): string | undefined {
  const { dictated, releases } = judge.rules;
  const { phone } = judge.signatures;
  const claim = { id: 'claim-9', at: momentAt(now), leaseUntil: after(momentAt(now), 90_000), begun: false };
  const takes: readonly Take[] = [1, 2];
  const all: Command[] = [
    { do: 'listen', phone: phone, nonce: 'nonce-8' },
    { do: 'undo', phone: phone },
    { do: 'expire' },
    { do: 'end-undo' },
    { do: 'claim', claim },
    ...[...claimsIn(doc), claim.id].map((id): Command => ({ do: 'begin', claim: id })),
    { do: 'refuse-release', outcome: { code: 'unknown-phone' } },
    { do: 'give-up' },
    { do: 'lose-claim' },
    { do: 'erase' },
    { do: 'discard', by: 'voice' },
    ...['discard-1', 'discard-2'].map((jws): Command => ({
      do: 'discard',
      by: aVerifiedDiscard(SOME_MESSAGE, { jws }),
      undo: UNDO,
    })),
    ...[false, true].map((final): Command => ({
      do: 'fail-to-render',
      final,
      retryAt: momentAt(now),
      reason: 'no-speech',
    })),
    ...takes.flatMap((take): Command[] => {
      const from = { transcript: wordsKey(take), characters: 10 };
      return [
        { do: 'extend', dictation: from, story: aStory() },
        { do: 'render', from, recording: recordingOf(take, dictated) },
        { do: 'record-again', recording: recordingOf(take, dictated), phone },
        ...Array.from({ length: releases + 1 }, (_, nth) => nth).flatMap(nth =>
          (['A', 'B'] as const).flatMap((address): Command[] =>
            (['listen', 'tap'] as const).map(required =>
              releaseOf(judge.signatures.release({ nth, take, address }, dictated), required),
            ),
          ),
        ),
      ];
    }),
    ...REASONS.flatMap(reason => NOTIFICATIONS.map((how): Command => noteOf(reason, how, momentAt(now)))),
    ...[...claimsIn(doc), 'claim-9'].flatMap(id =>
      ATTEMPT_RESULTS.flatMap(result =>
        [true, false].map((others): Command => ({
          do: 'report',
          claim: id,
          to: addressDigest({ channel: 'email', address: 'anna@example.org' }),
          others,
          attempt: anAttempt(result),
          retryAt: momentAt(now),
        })),
      ),
    ),
  ];
  for (const [index, command] of all.entries()) {
    const { fault } = judge.decide(doc, `any ${index}`, () => command, now);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const ENDS: readonly MessageState[] = ['delivered', 'discarded', 'expired', 'failed', 'unknown'];

/**
 * Lets one courier work on undisturbed, from wake-up to wake-up, until it has nothing more to do. Every way must end: in
 * a final state or as unknown, with its content erased. What is in `ended` is known to end.
 */
async function faultAtTheEnd(judge: Judge, world: World, ended: Set<string>): Promise<string | undefined> {
  let now: Instant = momentAt(world.now);
  let after: World = world;
  for (let times = 0; times < 100; times++) {
    const doc = canonicalAt(after.doc as Message, now);
    const key = `${numberOf(doc)} ${after.content} ${now} ${numberOf(after.trust)}`;
    if (ended.has(key)) return undefined;
    ended.add(key);
    const {
      world: next,
      result,
      fault,
    } = await alone(
      judge,
      { ...after, doc, truth: { ...after.truth, fresh: false } },
      workerAt(judge.programs.attend),
      now,
    );
    if (fault !== undefined) return fault;
    const { state } = next.doc as Message;
    if (result === undefined) {
      if (!ENDS.includes(state)) return `${state} is where it stays`;
      if (!('erasedAt' in (next.doc as Message))) return `${state}, and its content is never erased`;
      return undefined;
    }
    if (typeof result !== 'number' || result <= now) return 'the courier waits for a moment that has passed';
    now = result as Instant;
    after = next;
  }
  return 'it never comes to an end';
}
