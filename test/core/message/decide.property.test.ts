import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { addressDigest } from '../../../core/household/contact.ts';
import { after, type Instant, minutes, seconds } from '../../../core/household/instant.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import type { Command } from '../../../core/message/command.ts';
import { decide } from '../../../core/message/decide.ts';
import type { Message, MessageState } from '../../../core/message/message.ts';
import { nextWork } from '../../../core/message/next-work.ts';
import {
  anAttempt,
  aClaim,
  aHeldMessage,
  aPhoneId,
  aReference,
  aRenderingMessage,
  aVerifiedDiscard,
  aVerifiedRelease,
  noon,
} from '../../support/builders/builders.ts';

/** The rows of the design's table, and no others. */
const rows: Record<MessageState, MessageState[]> = {
  rendering: ['rendering', 'held', 'failed', 'discarded', 'expired'],
  held: ['held', 'rendering', 'released', 'discarded', 'expired'],
  released: ['held', 'expired', 'sending', 'failed', 'unknown', 'delivered'],
  sending: ['sending', 'delivered', 'failed', 'released', 'unknown'],
  unknown: ['unknown', 'delivered', 'released'],
  delivered: ['delivered'],
  discarded: ['discarded', 'held', 'rendering', 'expired'],
  expired: ['expired'],
  failed: ['failed'],
};
const final: MessageState[] = ['delivered', 'discarded', 'expired', 'failed'];
/** A discard that can be taken back is not final yet. */
const isFinal = (message: Message) => final.includes(message.state) && !('undoUntil' in message);

/** One thing done to a message: what, how long after the thing before, and which of what was given so far. */
type Step = { what: (typeof KINDS)[number]; wait: number; pick: number };

const KINDS = [
  'extend',
  'render',
  'fail',
  'fail at last',
  'listen',
  'release newly',
  'release again',
  'discard',
  'discard by voice',
  'undo',
  'end-undo',
  'expire',
  'claim',
  'begin',
  'refuse',
  'taken',
  'refused',
  'not-taken',
  'unclear',
  'lose-claim',
  'give-up',
  'erase',
] as const;

/** What leads on is common and what ends it is rare, so that runs come far; the first test checks that they do. */
const onward = [
  'render',
  'listen',
  'release newly',
  'claim',
  'begin',
  'unclear',
  'lose-claim',
  'not-taken',
] as const;
const steps = fc.array(
  fc.record({
    what: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...onward) },
      { weight: 1, arbitrary: fc.constantFrom(...KINDS) },
    ),
    wait: fc.oneof(
      { weight: 60, arbitrary: fc.integer({ min: 0, max: seconds(20) }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: minutes(1_500) }) },
    ),
    pick: fc.nat(1_000),
  }),
  { maxLength: 60, size: 'max' },
);
const starts = fc.constantFrom<Message>(aRenderingMessage(), aHeldMessage());

const someWords = aRenderingMessage().dictation;
const aRecordingMade = aReference();
const moreWords = ['one', 'two', 'three'].map(words => ({ transcript: sha256(words), characters: 5 }));
const aReleaseOfIt = aVerifiedRelease(aHeldMessage());
const aDiscardOfIt = aVerifiedDiscard(aHeldMessage());

type Moved = { from: Message; to: Message; command: Command; now: Instant };

/** Does the steps one after the other, as clients and couriers might, and tells each that moved the message. */
function run(start: Message, todo: readonly Step[]): { moves: Moved[]; end: Message } {
  const moves: Moved[] = [];
  const nonces = ['never given'];
  const releases: string[] = [];
  const claims = ['no claim'];
  let message = start;
  let now = noon;
  for (const { what, wait, pick } of todo) {
    now = after(now, wait);
    const command = commandOf(what, pick);
    const decision = decide(message, command, now);
    if (decision.kind !== 'moved') continue;
    moves.push({ from: message, to: decision.message, command, now });
    message = decision.message;
  }
  return { moves, end: message };

  function commandOf(what: Step['what'], pick: number): Command {
    const one = (list: string[]) => list[pick % list.length] as string;
    const retryAt = after(now, minutes(1));
    const fresh = (list: string[], name: string) => {
      list.push(`${name}-${list.length}`);
      return list.at(-1) as string;
    };
    const releaseBy = (jws: string, nonce: string): Command => ({
      do: 'release',
      required: 'listen',
      undo: 0,
      approval: { ...aReleaseOfIt, jws, statement: { ...aReleaseOfIt.statement, nonce } },
    });
    const report = (result: 'taken' | 'refused' | 'not-taken' | 'unclear'): Command => ({
      do: 'report',
      claim: pick % 4 === 0 ? one(claims) : (claims.at(-1) as string),
      to: addressDigest({ channel: 'email', address: 'anna@example.org' }),
      others: pick % 3 === 0,
      attempt: anAttempt(result),
      retryAt,
    });
    switch (what) {
      case 'extend':
        return { do: 'extend', dictation: moreWords[pick % 3] ?? someWords, story: message.story };
      case 'render':
        return {
          do: 'render',
          from: message.state === 'rendering' ? message.dictation : someWords,
          recording: aRecordingMade,
        };
      case 'fail':
        return { do: 'fail-to-render', final: false, retryAt, reason: 'no-speech' };
      case 'fail at last':
        return { do: 'fail-to-render', final: true, retryAt, reason: 'no-speech' };
      case 'listen':
        return { do: 'listen', phone: aPhoneId(), nonce: fresh(nonces, 'nonce') };
      case 'release newly': {
        const nonce = pick % 5 === 0 ? one(nonces) : (nonces.at(-1) as string);
        releases.push(`release with ${nonce}`);
        return releaseBy(`release with ${nonce}`, nonce);
      }
      case 'release again': {
        const jws = releases.length === 0 ? 'release with never given' : one(releases);
        return releaseBy(jws, jws.replace('release with ', ''));
      }
      case 'discard':
        return {
          do: 'discard',
          by: { ...aDiscardOfIt, jws: `discard-${pick % 2}` },
          undo: pick % 3 === 0 ? 0 : seconds(30),
        };
      case 'discard by voice':
        return { do: 'discard', by: 'voice' };
      case 'undo':
        return { do: 'undo', phone: aPhoneId() };
      case 'end-undo':
        return { do: 'end-undo' };
      case 'expire':
        return { do: 'expire' };
      case 'claim':
        return {
          do: 'claim',
          claim: aClaim({
            id: fresh(claims, 'claim'),
            at: now,
            leaseUntil: after(now, minutes(2)),
            begun: false,
          }),
        };
      case 'begin':
        return { do: 'begin', claim: claims.at(-1) as string };
      case 'refuse':
        return { do: 'refuse-release', outcome: { code: 'address-changed' } };
      case 'taken':
      case 'refused':
      case 'not-taken':
      case 'unclear':
        return report(what);
      case 'lose-claim':
        return { do: 'lose-claim' };
      case 'give-up':
        return { do: 'give-up' };
      case 'erase':
        return { do: 'erase' };
    }
  }
}

/** Whatever is done to a message, in whatever order. */
const always = (holds: (ran: ReturnType<typeof run>) => void) =>
  fc.assert(
    fc.property(starts, steps, (start, todo) => holds(run(start, todo))),
    { numRuns: 500 },
  );

test('the generated commands lead along every row of the state table', () => {
  const seen = new Set<string>();
  for (const [start, todo] of fc.sample(fc.tuple(starts, steps), { numRuns: 6_000, seed: 1 }))
    for (const { from, to } of run(start, todo).moves) seen.add(`${from.state} -> ${to.state}`);
  const all = Object.entries(rows).flatMap(([from, tos]) => tos.map(to => `${from} -> ${to}`));
  expect([...seen].sort()).toEqual(all.sort());
});

describe('whatever is done to a message, in whatever order', () => {
  test('a message moves along the rows of the state table only, whatever is done to it', () =>
    always(({ moves }) => {
      for (const { from, to } of moves) expect(rows[from.state]).toContain(to.state);
    }));

  test('a message never leaves a final state', () =>
    always(({ moves }) => {
      for (const { from, to } of moves) if (isFinal(from)) expect(to.state).toBe(from.state);
    }));

  test("a message's history only grows", () =>
    always(({ moves }) => {
      for (const { from, to } of moves)
        expect(to.history.slice(0, from.history.length)).toEqual(from.history);
    }));

  test("a message's identity and its deadlines never change", () =>
    always(({ moves }) => {
      for (const { from, to } of moves)
        for (const what of ['household', 'id', 'version', 'contact', 'story', 'holdUntil', 'sendBy'] as const)
          expect(to[what]).toEqual(from[what]);
    }));

  test('a message is released, sending, delivered or unknown only with a release', () =>
    always(({ moves }) => {
      for (const { to } of moves)
        if (['released', 'sending', 'delivered', 'unknown'].includes(to.state))
          expect(to).toHaveProperty('answer.statement.type', 'release');
    }));

  test('each signed release releases a message once', () =>
    always(({ moves }) => {
      const taken = moves.flatMap(({ command }) => (command.do === 'release' ? [command.approval.jws] : []));
      expect(new Set(taken).size).toBe(taken.length);
    }));

  test('each release leads to at most one attempt that may have arrived', () =>
    always(({ moves }) => {
      let open = 0;
      for (const { from, to, command } of moves) {
        if (command.do === 'release') open = 1;
        if (command.do === 'claim') expect((open -= 1)).toBe(0);
        if (from.state === 'sending' && to.state === 'released') open = 1;
      }
    }));

  test('a lost claim leads to another attempt if it had not begun, and to unknown if it had', () =>
    always(({ moves }) => {
      for (const { from, to, command } of moves)
        if (command.do === 'lose-claim')
          expect(to.state).toBe(from.state === 'sending' && from.claim.begun ? 'unknown' : 'released');
    }));

  test('a message is claimed only while released, before sendBy and after listening', () =>
    always(({ moves }) => {
      for (const { from, command, now } of moves) {
        if (command.do === 'claim') expect([from.state, now < from.sendBy]).toEqual(['released', true]);
        if (command.do === 'release')
          expect(from.listening.map(({ nonce }) => nonce)).toContain(command.approval.statement.nonce);
      }
    }));

  test('a message keeps no field that belongs to another state', () =>
    always(({ moves }) => {
      for (const { to } of moves) {
        expect('claim' in to).toBe(to.state === 'sending' || to.state === 'unknown');
        expect('endedAt' in to).toBe([...final, 'unknown'].includes(to.state));
        expect('outcome' in to).toBe(['unknown', 'delivered', 'failed'].includes(to.state));
        if ('erasedAt' in to) expect(to).toHaveProperty('endedAt');
        if ('earlierAttempt' in to) expect(['released', 'sending']).toContain(to.state);
      }
    }));

  test('the courier never waits for a moment that has passed', () =>
    always(({ moves }) => {
      for (const { to, now } of moves) {
        const work = nextWork(to, now);
        if (work.due === 'wait') expect(work.until).toBeGreaterThan(now);
      }
    }));

  test('every message ends by time alone, with its content erased', () =>
    always(({ end, moves }) => {
      let message = end;
      let now = moves.at(-1)?.now ?? noon;
      for (let step = 0; step < 10; step++) {
        const work = nextWork(message, now);
        if (work.due === 'nothing') break;
        if (work.due === 'wait') now = work.until;
        const command: Command | undefined =
          work.due === 'time-out'
            ? work.command
            : work.due === 'erase'
              ? { do: 'erase' }
              : work.due === 'deliver'
                ? { do: 'refuse-release', outcome: { code: 'unknown-phone' } }
                : work.due === 'render'
                  ? { do: 'fail-to-render', final: true, retryAt: now, reason: 'no-speech' }
                  : work.due === 'notify'
                    ? { do: 'notify', reason: work.reason, reached: [] }
                    : undefined;
        if (!command) continue;
        const decision = decide(message, command, now);
        expect(decision.kind).toBe('moved');
        if (decision.kind === 'moved') message = decision.message;
      }
      expect(nextWork(message, now)).toEqual({ due: 'nothing' });
      expect(message).toHaveProperty('erasedAt');
    }));
});
