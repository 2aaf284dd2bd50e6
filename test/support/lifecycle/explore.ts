import { after, type Instant } from '../../../core/household/instant.ts';
import type { Command } from '../../../core/message/command.ts';
import type { NotificationReason, Message, MessageState } from '../../../core/message/message.ts';
import { anAttempt, aPhoneId, aVerifiedDiscard } from '../builders/builders.ts';
import { firstWorld, successors } from './actions.ts';
import {
  claimsIn,
  numberOf,
  recordingOf,
  type Take,
  takeOfRecording,
  takeOfWords,
  wordsKey,
} from './message.ts';
import { settle } from './settle.ts';
import { LEASE, momentAt } from './time.ts';
import {
  approvalOf,
  Judge,
  noteOf,
  RECORDING,
  releaseOf,
  type Result,
  type Rules,
  type Telling,
  WORDS,
  type World,
  SOME_MESSAGE,
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
  /** How many different questions `decide` was asked. */
  decisions: number;
  /** The message's states that were seen. */
  seen: ReadonlySet<MessageState>;
  /** The shortest way to each of some worlds, if asked for. */
  ways: string[][];
  violation?: Violation;
};

/**
 * Explores breadth first every world that can be reached, up to `most`, and stops at the first rule broken: in a
 * decision, in a step, in what a world holds, or in how it would end if from now on everything went well. The way
 * to one world in `every` is told.
 */
export function explore(rules: Rules, most = Infinity, every = Infinity): Explored {
  const judge = new Judge(rules);
  const start = settle(judge, firstWorld(rules));
  const ids = new Map<string, number>([[keyOf(start), 0]]);
  const parents = [-1];
  const labels = ['start'];
  const seen = new Set<MessageState>();
  const asked = new Map<Message, number>();
  const drained = new Set<string>();
  let ring: World[] = [start];
  let first = 0;
  let transitions = 0;
  const wayTo = (id: number): string[] =>
    id <= 0 ? [] : [...wayTo(parents[id] as number), labels[id] as string];
  const done = (closed: boolean, what?: string, way: string[] = []): Explored => ({
    states: ids.size,
    transitions,
    closed,
    decisions: judge.asked,
    seen,
    ways: labels.flatMap((_, id) => (id % every === every - 1 ? [wayTo(id)] : [])),
    ...(what !== undefined && { violation: { what, way } }),
  });

  while (ring.length > 0) {
    const later: World[] = [];
    for (const [index, world] of ring.entries()) {
      const id = first + index;
      const wrong = faultIn(world);
      if (wrong !== undefined) return done(false, wrong, wayTo(id));
      for (const { what, world: next, fault } of successors(judge, world)) {
        transitions += 1;
        if (fault !== undefined) return done(false, fault, [...wayTo(id), what]);
        const key = keyOf(next);
        if (ids.has(key)) continue;
        if (ids.size >= most) return done(false);
        ids.set(key, ids.size);
        parents.push(id);
        labels.push(what);
        later.push(next);
      }
    }
    first += ring.length;
    ring = later;
  }
  return done(true);

  function faultIn(world: World): string | undefined {
    const { doc, now, content, workers, truth } = world;
    if (doc) {
      seen.add(doc.state);
      const moments = asked.get(doc) ?? 0;
      if ((moments & (1 << now)) === 0) {
        asked.set(doc, moments | (1 << now));
        const fault = faultOfAnyCommand(judge, doc, now);
        if (fault !== undefined) return fault;
      }
      const isErased = 'erasedAt' in doc && doc.erasedAt !== undefined;
      if (isErased && content !== 0 && !truth.spilled && workers.every(({ at }) => at === 'idle'))
        return 'the content is still there after it was erased';
    }
    const key = `${doc ? numberOf(doc) : '-'} ${content} ${now}`;
    if (drained.has(key)) return undefined;
    drained.add(key);
    return faultAtTheEnd(rules, world);
  }
}

function keyOf({ now, doc, content, trust, phone, workers, extended, truth }: World): string {
  const numbers = workers.map(numberOf);
  const skill = numbers.pop();
  // Two couriers are alike: which of them does what makes no difference.
  numbers.sort((a, b) => a - b);
  const rest = [trust, phone, truth].map(numberOf).join();
  return `${now},${doc ? numberOf(doc) : 0},${content},${numbers.join()},${skill},${rest},${extended ? 1 : 0}`;
}

const ABOUT: readonly NotificationReason[] = ['waiting', 'reminder', 'answered', 'trouble'];
const TELLINGS: readonly Telling[] = ['reached', 'refused', 'lost'];
const RESULTS: readonly Result[] = ['taken', 'refused', 'not-taken', 'unclear'];

/** Puts every command there is to a document, whoever might send it and however late. */
function faultOfAnyCommand(judge: Judge, doc: Message, now: number): string | undefined {
  const { dictated, releases } = judge.rules;
  const claim = { id: 'claim-9', at: momentAt(now), leaseUntil: after(momentAt(now), 90_000) };
  const takes: readonly Take[] = [1, 2];
  const all: Command[] = [
    { do: 'listen', phone: aPhoneId(), nonce: 'nonce-8' },
    { do: 'undo', phone: aPhoneId() },
    { do: 'expire' },
    { do: 'claim', claim },
    { do: 'refuse-release', outcome: { code: 'unknown-phone' } },
    { do: 'give-up' },
    { do: 'lose-claim' },
    { do: 'erase' },
    { do: 'discard', by: 'voice' },
    ...['discard-1', 'discard-2'].map((jws): Command => ({
      do: 'discard',
      by: aVerifiedDiscard(SOME_MESSAGE, { jws }),
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
        { do: 'extend', dictation: from },
        { do: 'render', from, recording: recordingOf(take, dictated) },
        ...Array.from({ length: releases + 1 }, (_, nth) => nth).flatMap(nth =>
          (['A', 'B'] as const).flatMap((address): Command[] =>
            (['listen', 'tap'] as const).map(asked =>
              releaseOf(approvalOf({ nth, take, address }, dictated), asked),
            ),
          ),
        ),
      ];
    }),
    ...ABOUT.flatMap(about => TELLINGS.map((how): Command => noteOf(about, how, now))),
    ...[...claimsIn(doc), 'claim-9'].flatMap(id =>
      RESULTS.map((result): Command => ({
        do: 'report',
        claim: id,
        attempt: anAttempt(result),
        retryAt: momentAt(now),
      })),
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
 * Lets the house start anew and one courier work on undisturbed until nothing is due. Every way must end: in a
 * final state or as unknown, with its content erased.
 */
function faultAtTheEnd(
  { decide, nextWork, dictated }: Rules,
  { doc, content: kept, now }: World,
): string | undefined {
  if (!doc) return undefined;
  let message = doc;
  let clock: Instant = momentAt(now);
  let content = kept;
  for (let step = 0; step < 100; step++) {
    const work = nextWork(message, clock);
    if (work.due === 'wait') {
      if (work.until <= clock) return 'the courier waits for a moment that has passed';
      clock = work.until;
      continue;
    }
    if (work.due === 'nothing') {
      if (!ENDS.includes(message.state)) return `${message.state} is where it stays`;
      if (!('erasedAt' in message)) return `${message.state}, and its content is never erased`;
      return undefined;
    }
    if (work.due === 'erase') content = 0;
    const decision = decide(message, commandFor(work.due), clock);
    if (decision.kind === 'refused')
      return `the work that is due, ${work.due}, is refused as ${decision.code}`;
    message = decision.message;

    function commandFor(due: 'render' | 'deliver' | 'notify' | 'time-out' | 'erase'): Command {
      if (due === 'erase') return { do: 'erase' };
      if (work.due === 'notify') return noteOf(work.reason, 'reached', 0);
      if (work.due === 'time-out') return work.command;
      if (work.due === 'render') {
        const from = work.message.dictation;
        const take = takeOfWords(from.transcript);
        if ((content & WORDS(take)) === 0)
          return { do: 'fail-to-render', final: true, retryAt: clock, reason: 'no-speech' };
        content |= RECORDING(take);
        return { do: 'render', from, recording: recordingOf(take, dictated) };
      }
      const take = 'recording' in message && message.recording ? takeOfRecording(message.recording) : 1;
      return (content & RECORDING(take)) === 0
        ? { do: 'refuse-release', outcome: { code: 'unknown-phone' } }
        : { do: 'claim', claim: { id: 'claim-9', at: clock, leaseUntil: after(clock, LEASE) } };
    }
  }
  return 'it never comes to an end';
}
